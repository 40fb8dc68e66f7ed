import { inspections } from '../../state/details.ts';
import type { PaneProps } from '../parts/pane-props.ts';
import { Resource } from '../parts/Resource.tsx';
import { useResource } from '../parts/use-resource.ts';
import { EnvironmentSection } from './EnvironmentSection.tsx';
import { LifeSection } from './LifeSection.tsx';
import { MountsSection } from './MountsSection.tsx';
import { NetworkSection } from './NetworkSection.tsx';
import { ProgramSection } from './ProgramSection.tsx';

/** The facts of a container that somebody looks for first. */
export function OverviewPane({ target, summary }: PaneProps) {
  const { loaded, reload } = useResource(inspections, target, summary);
  return (
    <Resource loaded={loaded} onRetry={reload} what="facts">
      {(details) => (
        <>
          <LifeSection details={details} summary={summary} />
          <ProgramSection details={details} />
          <NetworkSection engineId={target.engineId} details={details} />
          <MountsSection mounts={details.mounts} />
          <EnvironmentSection environment={details.environment} />
        </>
      )}
    </Resource>
  );
}
