import { useEffect } from 'react';
import { criuProblem, examineOnce, useDoctor } from '../state/doctor.ts';
import { useEngineList } from '../state/engines.ts';
import { Notice, WithCode } from '../ui/index.ts';

/** Which engines can't freeze and restore, and why: said before anything is clicked. */
export function EnginesRefusal() {
  const engines = useEngineList();
  const criu = useDoctor(criuProblem);
  useEffect(() => void examineOnce(), []);
  const unable = engines.flatMap(({ id, name, capabilities }) =>
    capabilities?.checkpoint.supported === false ? [{ id, name, reason: capabilities.checkpoint.reason }] : [],
  );
  const lost = engines.filter(
    ({ connection, capabilities }) => connection.state === 'lost' && capabilities?.checkpoint.supported !== false,
  );
  const isHopeless = unable.length === engines.length;
  return (
    <>
      {lost.map(({ id, name }) => (
        <Notice key={`lost ${id}`} tone="warning" title={`${name} doesn’t answer`}>
          <p>What is frozen in place there is as it was last known.</p>
        </Notice>
      ))}
      {unable.map(({ id, name, reason }) => (
        <Notice key={id} tone={isHopeless ? 'warning' : 'info'} title={`${name} can’t make or restore checkpoints`}>
          <p>{reason}</p>
        </Notice>
      ))}
      {criu !== null && !isHopeless && (
        <Notice tone="warning" title={criu.state === 'missing' ? 'CRIU is missing' : 'CRIU is limited here'}>
          <p>
            <WithCode text={[criu.cost, criu.remedy].filter((part) => part !== null).join(' ')} />
          </p>
        </Notice>
      )}
    </>
  );
}
