import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useContainer, useIsListed } from '../state/containers.ts';
import { type DetailsTab, useDetailsTab } from '../state/details.ts';
import { EmptyState } from '../ui/index.ts';
import { ContainerHead } from './ContainerHead.tsx';
import styles from './Details.module.css';
import { InspectPane } from './inspect/InspectPane.tsx';
import { LogView } from './log/LogView.tsx';
import { OverviewPane } from './overview/OverviewPane.tsx';
import type { PaneProps } from './parts/pane-props.ts';
import { ProcessesPane } from './processes/ProcessesPane.tsx';
import { SelinuxPane } from './selinux/SelinuxPane.tsx';
import { StatsPane } from './stats/StatsPane.tsx';

const tabs: readonly (readonly [DetailsTab, string])[] = [
  ['overview', 'Overview'],
  ['log', 'Log'],
  ['processes', 'Processes'],
  ['stats', 'Stats'],
  ['selinux', 'SELinux'],
  ['inspect', 'Inspect'],
];

/** One tab's contents. Keyed by the container, so that nothing of the last one is seen in the next. */
function Contents({ tab, ...pane }: PaneProps & { readonly tab: DetailsTab }) {
  switch (tab) {
    case 'overview':
      return <OverviewPane {...pane} />;
    case 'log':
      return <LogView {...pane} />;
    case 'processes':
      return <ProcessesPane {...pane} />;
    case 'stats':
      return <StatsPane {...pane} />;
    case 'selinux':
      return <SelinuxPane {...pane} />;
    case 'inspect':
      return <InspectPane {...pane} />;
  }
}

function Gone() {
  return (
    <EmptyState title="This container is gone">
      It was removed, by Gantry or by another program. Choose another one.
    </EmptyState>
  );
}

/** One container: what it is called and how it is, then its tabs. The tab stays when the selection moves. */
export function ContainerPane({ engineId, containerId }: { readonly engineId: string; readonly containerId: string }) {
  const summary = useContainer(engineId, containerId);
  const isListed = useIsListed(engineId);
  const { tab: shown, show } = useDetailsTab();
  if (summary === null) return isListed ? <Gone /> : null;
  return (
    <div className={styles.pane}>
      <ContainerHead summary={summary} />
      <Tabs
        className={styles.tabs ?? ''}
        selectedKey={shown}
        onSelectionChange={(key) => {
          const found = tabs.find(([id]) => id === key);
          if (found !== undefined) show(found[0]);
        }}
      >
        <TabList className={styles.tabList ?? ''} aria-label="Details">
          {tabs.map(([id, title]) => (
            <Tab key={id} id={id} className={styles.tab ?? ''}>
              {title}
            </Tab>
          ))}
        </TabList>
        {tabs.map(([id]) => (
          <TabPanel key={id} id={id} className={styles.panel ?? ''} data-tab={id}>
            <Contents key={containerId} tab={id} target={{ engineId, containerId }} summary={summary} />
          </TabPanel>
        ))}
      </Tabs>
    </div>
  );
}
