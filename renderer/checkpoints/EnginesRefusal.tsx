import { useEffect } from 'react';
import { examineOnce, useDoctor } from '../state/doctor.ts';
import { useEngineList } from '../state/engines.ts';
import { Notice } from '../ui/index.ts';

/** What the report on this machine says against checkpoints; null: nothing, or nothing yet. */
function useCriuProblem(): { readonly cost: string | null; readonly remedy: string | null } | null {
  useEffect(() => void examineOnce(), []);
  const criu = useDoctor(({ report }) => report?.items.find(({ id }) => id === 'criu'));
  return criu === undefined || criu.state === 'ok' ? null : criu;
}

/** Which engines can't freeze and restore, and why: said before anything is clicked. */
export function EnginesRefusal() {
  const engines = useEngineList();
  const criu = useCriuProblem();
  const unable = engines.flatMap(({ id, name, capabilities }) =>
    capabilities?.checkpoint.supported === false ? [{ id, name, reason: capabilities.checkpoint.reason }] : [],
  );
  const lost = engines.filter(({ connection }) => connection.state === 'lost');
  const isHopeless = unable.length === engines.length;
  return (
    <>
      {lost.map(({ id, name }) => (
        <Notice key={`lost ${id}`} tone="warning" title={`${name} doesn’t answer`}>
          What is frozen in place there is as it was last known.
        </Notice>
      ))}
      {unable.map(({ id, name, reason }) => (
        <Notice key={id} tone={isHopeless ? 'warning' : 'info'} title={`${name} can’t make or restore checkpoints`}>
          {reason}
        </Notice>
      ))}
      {criu !== null && !isHopeless && (
        <Notice tone="warning" title="CRIU, which makes the checkpoints, is a problem here">
          {criu.cost} {criu.remedy}
        </Notice>
      )}
    </>
  );
}
