import type { EngineSummary } from '../../shared/engine.ts';
import { retryEngine } from '../state/engines.ts';
import { Button } from '../ui/index.ts';
import styles from './Engines.module.css';

const origins: Readonly<Record<EngineSummary['origin'], string>> = {
  'container-host': 'named by CONTAINER_HOST',
  'rootless-socket': 'socket of this user',
  'rootful-socket': 'socket of root',
  'own-service': 'started by Gantry',
};

const words = { connected: 'connected', connecting: 'connecting…', lost: 'lost' } as const;

function LostNote({ engine }: { readonly engine: EngineSummary }) {
  const { connection } = engine;
  if (connection.state !== 'lost') return null;
  return (
    <div className={styles.lost}>
      <p>
        {connection.error.message}
        {connection.error.engineMessage !== null && <code>{connection.error.engineMessage}</code>}
        {connection.error.hint !== null && <span> {connection.error.hint}</span>}
      </p>
      <Button onPress={() => void retryEngine(engine.id)}>Try again now</Button>
    </div>
  );
}

/** The engines that were found; one is chosen, and its facts are shown below. */
export function EngineList(props: {
  readonly engines: readonly EngineSummary[];
  readonly chosenId: string | null;
  readonly onChoose: (engineId: string) => void;
}) {
  const { engines, chosenId, onChoose } = props;
  return (
    <ul className={styles.engines} aria-label="Engines">
      {engines.map((engine) => (
        <li key={engine.id} data-chosen={engine.id === chosenId || undefined}>
          <button type="button" aria-pressed={engine.id === chosenId} onClick={() => onChoose(engine.id)}>
            <span className={styles.engineName}>{engine.name}</span>
            <span className={styles.connection} data-state={engine.connection.state}>
              {words[engine.connection.state]}
            </span>
            <span className={styles.address}>{engine.address}</span>
            <span className={styles.origin}>{origins[engine.origin]}</span>
          </button>
          <LostNote engine={engine} />
        </li>
      ))}
    </ul>
  );
}
