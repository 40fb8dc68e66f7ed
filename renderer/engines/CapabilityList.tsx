import type { Capability, EngineCapabilities, EngineSummary } from '../../shared/engine.ts';
import { Section } from '../details/parts/Section.tsx';
import styles from './Engines.module.css';
import { StateMark } from './StateMark.tsx';

const titles: Readonly<Record<keyof EngineCapabilities, string>> = {
  checkpoint: 'Checkpoint and restore',
  pause: 'Pause',
  stats: 'Live figures',
};

function Line({ title, able }: { readonly title: string; readonly able: Capability }) {
  return (
    <li>
      <StateMark state={able.supported ? 'ok' : 'missing'} />
      <div>
        <strong>{title}</strong>
        <p>{able.supported ? 'Works here.' : able.reason}</p>
      </div>
    </li>
  );
}

/** What an engine can do, and why not where it can't. */
export function CapabilityList({ engine: { capabilities } }: { readonly engine: EngineSummary }) {
  return (
    <Section title="What it can do">
      {capabilities === null ? (
        <p className={styles.quiet}>Known once it has answered.</p>
      ) : (
        <ul className={styles.items}>
          <Line title={titles.checkpoint} able={capabilities.checkpoint} />
          <Line title={titles.pause} able={capabilities.pause} />
          <Line title={titles.stats} able={capabilities.stats} />
        </ul>
      )}
    </Section>
  );
}
