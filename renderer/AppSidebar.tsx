import { Button as AriaButton } from 'react-aria-components';
import type { EngineConnection, EngineSummary } from '../shared/engine.ts';
import styles from './App.module.css';
import { useContainers } from './state/containers.ts';
import { chooseEngine, useEngines } from './state/engines.ts';
import { openDialog, type Screen, select, showScreen, useNavigation } from './state/navigation.ts';
import { setPaneOpen, useSessions } from './state/sessions.ts';
import { cx, type DotKind, Icon, type IconName, MenuButton, StateDot } from './ui/index.ts';

const screens: readonly { readonly id: Screen; readonly title: string; readonly icon: IconName }[] = [
  { id: 'containers', title: 'Containers', icon: 'containers' },
  { id: 'checkpoints', title: 'Checkpoints', icon: 'snowflake' },
  { id: 'images', title: 'Images', icon: 'images' },
  { id: 'engine', title: 'Engine', icon: 'engine' },
];

/** Where one can go, and whose containers are shown. */
export function AppSidebar({ engine }: { readonly engine: EngineSummary | null }) {
  const screen = useNavigation((state) => state.screen);
  const count = useContainers((state) => (engine === null ? undefined : state.byEngine.get(engine.id)?.byId.size));
  const sessions = useSessions((state) => state.sessions.length);
  const isTerminalOpen = useSessions((state) => state.paneOpen);
  return (
    <aside className={styles.sidebar} aria-label="Sidebar">
      {engine !== null && <EngineSwitcher engine={engine} />}
      <nav className={styles.nav} aria-label="Screens">
        {screens.map(({ id, title, icon }) => (
          <AriaButton
            key={id}
            className={styles.item ?? ''}
            aria-current={screen === id ? 'page' : 'false'}
            onPress={() => showScreen(id)}
          >
            <Icon name={icon} />
            {title}
            {id === 'containers' && count !== undefined && count > 0 && <span className={styles.count}>{count}</span>}
          </AriaButton>
        ))}
      </nav>
      <span className={styles.gap} />
      <AriaButton
        className={styles.item ?? ''}
        aria-pressed={isTerminalOpen}
        onPress={() => setPaneOpen(!isTerminalOpen)}
      >
        <Icon name="terminal" />
        Terminals
        {sessions > 0 && <span className={styles.count}>{sessions}</span>}
      </AriaButton>
      <AriaButton className={styles.item ?? ''} onPress={() => openDialog('shortcuts')}>
        <Icon name="keyboard" />
        Keys
      </AriaButton>
    </aside>
  );
}

const dots: Readonly<Record<EngineConnection['state'], DotKind>> = {
  connecting: 'busy',
  connected: 'running',
  lost: 'failed',
};
const states: Readonly<Record<EngineConnection['state'], string>> = {
  connecting: 'connecting…',
  connected: 'connected',
  lost: 'no connection',
};

/** What it is, and which one, as names such as "Podman (root)" tell. */
function partsOf(name: string) {
  const [, kind = name, which = ''] = /^(.+?) \((.+)\)$/.exec(name) ?? [];
  return { kind, which };
}

/** The one under the other. */
function EngineName({ name }: { readonly name: string }) {
  const { kind, which } = partsOf(name);
  return (
    <span className={styles.engineName}>
      <span className={styles.cut}>{kind}</span>{' '}
      {which !== '' && <span className={cx(styles.cut, styles.which)}>{which}</span>}
    </span>
  );
}

/** Which engine it is; where there are several, which it shall be. */
function EngineSwitcher({ engine }: { readonly engine: EngineSummary }) {
  const engines = useEngines((state) => state.engines) ?? [];
  const choose = (engineId: string): void => {
    if (engineId === engine.id) return;
    select([]);
    chooseEngine(engineId);
  };
  const { name, connection } = engine;
  const words = `${name}, ${states[connection.state]}`;
  // What is seen, in the words that are seen: who speaks to the window says those.
  const { kind, which } = partsOf(name);
  const spoken = `${kind} ${which}`.trim();
  if (engines.length < 2) {
    return (
      <div className={styles.engine} title={`${words}\n${engine.address}`}>
        <StateDot kind={dots[connection.state]} />
        <EngineName name={name} />
      </div>
    );
  }
  const entries = engines.map((each) => ({
    id: each.id,
    text: `${each.name} — ${states[each.connection.state]}`,
    ...(each.id === engine.id ? { icon: 'check' as const } : {}),
    run: () => choose(each.id),
  }));
  return (
    <MenuButton label="Engines" entries={entries}>
      <AriaButton className={styles.engine ?? ''} aria-label={`Engine: ${spoken}, ${states[connection.state]}`}>
        <StateDot kind={dots[connection.state]} />
        <EngineName name={name} />
        <Icon name="down" />
      </AriaButton>
    </MenuButton>
  );
}
