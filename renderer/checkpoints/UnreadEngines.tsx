import { loadCheckpoints, useCheckpoints } from '../state/checkpoints.ts';
import { useEngineList } from '../state/engines.ts';
import { ErrorNotice, plainText } from '../ui/index.ts';

/** The engines that could not tell what is frozen in place: their checkpoints are missing in the list. */
export function UnreadEngines() {
  const unread = useCheckpoints(({ list }) => list?.unread);
  const engines = useEngineList();
  return (unread ?? []).map(({ engineId, error }) => {
    const name = plainText(engines.find(({ id }) => id === engineId)?.name ?? engineId);
    const message = `What is frozen in place on ${name} is not listed: ${error.message}`;
    return <ErrorNotice key={engineId} error={{ ...error, message }} onRetry={() => void loadCheckpoints()} />;
  });
}
