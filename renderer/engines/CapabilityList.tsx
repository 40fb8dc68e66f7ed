import type { Capability, EngineCapabilities, EngineSummary } from '../../shared/engine.ts';
import { criuProblem, useDoctor } from '../state/doctor.ts';
import { Section, WithCode } from '../ui/index.ts';
import styles from './Engines.module.css';
import { StateMark } from './StateMark.tsx';

const titles: Readonly<Record<keyof EngineCapabilities, string>> = {
  checkpoint: 'Freeze and restore',
  pause: 'Pause',
  stats: 'Live figures',
  pull: 'Pull images',
  ports: 'Publish ports',
  anonymousVolumes: 'Anonymous volumes',
};

interface LineProps {
  readonly title: string;
  readonly able: Capability;
  /** What the engine can't know but the machine's report does; null: nothing. */
  readonly doubt?: string | null;
  /** Nobody knows whether it would: the report isn't there yet, or is of another machine. */
  readonly isOpen?: boolean;
}

function Line({ title, able, doubt = null, isOpen = false }: LineProps) {
  const state = !able.supported ? 'missing' : doubt !== null ? 'limited' : isOpen ? 'info' : 'ok';
  const works = isOpen ? 'Not known.' : 'Works here.';
  return (
    <li>
      <StateMark state={state} />
      <div>
        <strong>{title}</strong>{' '}
        <span className={styles.found}>{able.supported ? <WithCode text={doubt ?? works} /> : able.reason}</span>
      </div>
    </li>
  );
}

/** Whether the report on this machine speaks of this engine: it is here, and has root's rights, or is this user's own. */
function isOfThisMachine({ machine, info, origin }: EngineSummary): boolean {
  return machine === null && (info?.rootless === false || origin !== 'container-host');
}

/** What an engine can do, and why not where it can't. */
export function CapabilityList({ engine }: { readonly engine: EngineSummary }) {
  const { capabilities } = engine;
  const criu = useDoctor(criuProblem);
  const isExamined = useDoctor(({ report }) => report !== null);
  const isReported = isOfThisMachine(engine);
  const doubt = criu === null || !isReported ? null : `Only with CRIU. ${criu.cost ?? ''}`;
  return (
    <Section title="What it can do">
      {capabilities === null ? (
        <p className={styles.quiet}>Known once it has answered.</p>
      ) : (
        <ul className={styles.items}>
          <Line
            title={titles.checkpoint}
            able={capabilities.checkpoint}
            doubt={doubt}
            isOpen={!(isExamined && isReported)}
          />
          <Line title={titles.pause} able={capabilities.pause} />
          <Line title={titles.stats} able={capabilities.stats} />
          <Line title={titles.pull} able={capabilities.pull} />
          <Line title={titles.ports} able={capabilities.ports} />
          <Line title={titles.anonymousVolumes} able={capabilities.anonymousVolumes} />
        </ul>
      )}
    </Section>
  );
}
