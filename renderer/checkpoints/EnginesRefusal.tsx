import { useEngineList } from '../state/engines.ts';
import { Notice } from '../ui/index.ts';

/** Which engines can't freeze and restore, and why: said before anything is clicked. */
export function EnginesRefusal() {
  const engines = useEngineList();
  const unable = engines.flatMap(({ id, name, capabilities }) =>
    capabilities === null || capabilities.checkpoint.supported
      ? []
      : [{ id, name, reason: capabilities.checkpoint.reason }],
  );
  if (unable.length === 0) return null;
  return unable.map(({ id, name, reason }) => (
    <Notice
      key={id}
      tone={unable.length === engines.length ? 'warning' : 'info'}
      title={`${name} can’t make or restore checkpoints`}
    >
      {reason}
    </Notice>
  ));
}
