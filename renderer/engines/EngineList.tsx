import { Button as AriaButton } from 'react-aria-components';
import type { EngineConnection, EngineSummary } from '../../shared/engine.ts';
import { retryOf } from '../state/engines.ts';
import { type DotKind, ErrorNotice, StateDot } from '../ui/index.ts';
import styles from './Engines.module.css';

const origins: Readonly<Record<EngineSummary['origin'], string>> = {
  'container-host': 'named by CONTAINER_HOST',
  'rootless-socket': 'socket of this user',
  'rootful-socket': 'socket of root',
  'own-service': 'started by Gantry',
  bundle: 'Gantry’s own, without Podman',
};

const words: Readonly<Record<EngineConnection['state'], string>> = {
  connected: 'connected',
  connecting: 'connecting…',
  lost: 'no connection',
};
const dots: Readonly<Record<EngineConnection['state'], DotKind>> = {
  connected: 'running',
  connecting: 'busy',
  lost: 'failed',
};

/** The engines that were found; one is chosen, and its facts are shown below. */
export function EngineList(props: {
  readonly engines: readonly EngineSummary[];
  readonly chosenId: string | null;
  readonly onChoose: (engineId: string) => void;
}) {
  const { engines, chosenId, onChoose } = props;
  return (
    <ul className={styles.engines} aria-label="Engines">
      {engines.map((engine) => {
        const { id, name, address, origin, connection } = engine;
        return (
          <li key={id} data-chosen={id === chosenId || undefined}>
            <AriaButton className={styles.engine ?? ''} aria-pressed={id === chosenId} onPress={() => onChoose(id)}>
              <StateDot kind={dots[connection.state]} />
              <span className={styles.engineName}>{name}</span>
              <span className={styles.connection} data-state={connection.state}>
                {words[connection.state]}
              </span>
              <span className={styles.address}>{address}</span>
              <span className={styles.origin}>{origins[origin]}</span>
            </AriaButton>
            {connection.state === 'lost' && (
              <div className={styles.lost}>
                <ErrorNotice error={connection.error} onRetry={retryOf(engine)} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
