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

/** @param doubt what the engine can't know but the machine's report does; null: nothing */
function Line(props: { readonly title: string; readonly able: Capability; readonly doubt?: string | null }) {
  const { title, able, doubt = null } = props;
  const state = able.supported ? (doubt === null ? 'ok' : 'limited') : 'missing';
  return (
    <li>
      <StateMark state={state} />
      <div>
        <strong>{title}</strong>
        <p>{able.supported ? <WithCode text={doubt ?? 'Works here.'} /> : able.reason}</p>
      </div>
    </li>
  );
}

/** What an engine can do, and why not where it can't. */
export function CapabilityList({ engine: { capabilities } }: { readonly engine: EngineSummary }) {
  const criu = useDoctor(criuProblem);
  const doubt = criu === null ? null : `Only with CRIU. ${criu.cost ?? ''}`;
  return (
    <Section title="What it can do">
      {capabilities === null ? (
        <p className={styles.quiet}>Known once it has answered.</p>
      ) : (
        <ul className={styles.items}>
          <Line title={titles.checkpoint} able={capabilities.checkpoint} doubt={doubt} />
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
