import { type ContainerSummary, endingOf, hasFailed } from '../../../shared/container.ts';
import type { Doing } from '../../state/failures.ts';
import { useAge } from '../../ui/index.ts';
import styles from './ContainerTable.module.css';
import { doingWords, endingWords, shownState } from './words.ts';

/** How long ago something was. @param props.of milliseconds since 1970 */
function Age({ of }: { readonly of: number }) {
  return useAge(of);
}

/** What a container does, or since when it is as it is. */
export function StatusText({
  container,
  doing,
}: {
  readonly container: ContainerSummary;
  readonly doing: Doing | null;
}) {
  const state = shownState(container);
  const { startedAt, exitedAt, createdAt } = container;
  if (doing !== null) return <span className={styles.doing}>{doingWords[doing]}</span>;
  switch (state) {
    case 'running':
      return startedAt === null ? (
        'Up'
      ) : (
        <>
          Up <Age of={startedAt} />
        </>
      );
    case 'paused':
      return startedAt === null ? (
        'Paused'
      ) : (
        <>
          Paused, up <Age of={startedAt} />
        </>
      );
    case 'frozen':
      return exitedAt === null ? (
        'Frozen'
      ) : (
        <>
          Frozen <Age of={exitedAt} /> ago
        </>
      );
    case 'stopping':
      return 'Stopping…';
    case 'removing':
      return 'Removing…';
    case 'created':
    case 'initialized':
      return (
        <>
          Created <Age of={createdAt} /> ago
        </>
      );
    case 'exited':
    case 'stopped':
      return (
        <>
          <HowItEnded container={container} />
          {exitedAt !== null && (
            <>
              {' '}
              <Age of={exitedAt} /> ago
            </>
          )}
          {container.restartsAt !== null && ', restarts soon'}
        </>
      );
    case 'unknown':
      return 'Unknown';
  }
}

function HowItEnded({ container }: { readonly container: ContainerSummary }) {
  const ending = endingOf(container);
  if (ending === null) return 'Ended';
  return (
    <span className={hasFailed(container) ? styles.failed : undefined}>
      {endingWords[ending]} ({container.exitCode})
    </span>
  );
}
