import { lazy, Suspense, useEffect } from 'react';
import type { EngineSummary } from '../shared/engine.ts';
import { AfterCrash } from './AfterCrash.tsx';
import styles from './App.module.css';
import { AppBanner } from './AppBanner.tsx';
import { AppDialogs } from './AppDialogs.tsx';
import { useAppKeys } from './AppKeys.ts';
import { AppSidebar } from './AppSidebar.tsx';
import { ContainersScreen } from './containers/ContainersScreen.tsx';
import { useIsListed } from './state/containers.ts';
import { followEngines, shownEngine, useEngines } from './state/engines.ts';
import { type Screen, showScreen, useNavigation } from './state/navigation.ts';
import { useSessions } from './state/sessions.ts';
import { Button, EmptyState, ErrorNotice, landing, SplitPane, useKeysKept } from './ui/index.ts';

const loaders = {
  checkpoints: () => import('./checkpoints/CheckpointsScreen.tsx'),
  images: () => import('./images/ImagesScreen.tsx'),
  engine: () => import('./engines/EngineScreen.tsx'),
  terminal: () => import('./terminal/TerminalPane.tsx'),
};
const CheckpointsScreen = lazy(async () => ({ default: (await loaders.checkpoints()).CheckpointsScreen }));
const ImagesScreen = lazy(async () => ({ default: (await loaders.images()).ImagesScreen }));
const EngineScreen = lazy(async () => ({ default: (await loaders.engine()).EngineScreen }));
const TerminalPane = lazy(async () => ({ default: (await loaders.terminal()).TerminalPane }));

/** All that isn't needed to click a row. */
const laterParts = [
  loaders.terminal,
  () => import('./containers/commands/Asked.tsx'),
  () => import('./containers/create/CreateDialog.tsx'),
  () => import('./ShortcutsDialog.tsx'),
  () => import('./terminal/QuitDialog.tsx'),
  loaders.checkpoints,
  loaders.images,
  loaders.engine,
];

/** The later parts are loaded when the list has been drawn, or when there will be none. */
function useLaterParts(engine: EngineSummary | null): void {
  const isListed = useIsListed(engine?.id ?? '');
  const isKnown = useEngines((state) => state.engines !== null || state.error !== null);
  const isWaiting = engine === null ? !isKnown : engine.connection.state === 'connecting' && !isListed;
  useEffect(() => {
    if (isWaiting) return;
    const handle = requestIdleCallback(() => {
      for (const load of laterParts) void load().catch(() => {});
    });
    return () => cancelIdleCallback(handle);
  }, [isWaiting]);
}

/** Each place has a size of its own. */
const terminalPlaces = {
  bottom: { name: 'terminal', direction: 'rows', initialSize: 280, minSize: 120 },
  side: { name: 'terminal-side', direction: 'columns', initialSize: 560, minSize: 280, minRest: 360 },
} as const;

/** Pixels that the list of containers and the details beside it need, with the line between them. */
const restWithDetails = 704;

/** The window: sidebar, screen, and the terminals under or beside it. */
export function App() {
  const engine = useEngines(shownEngine);
  const screen = useNavigation((state) => state.screen);
  const isTerminalOpen = useSessions((state) => state.paneOpen);
  const dock = useSessions((state) => state.dock);
  const hasDetails = useNavigation((state) => state.screen === 'containers' && state.isDetailsOpen);
  useAppKeys();
  useKeysKept();
  useLaterParts(engine);
  return (
    <div className={styles.app}>
      <AppSidebar engine={engine} />
      <main className={styles.main}>
        <SplitPane
          {...terminalPlaces[dock]}
          usualRest={dock === 'side' && hasDetails ? restWithDetails : 0}
          label="Size of the terminals"
          side={
            isTerminalOpen ? (
              <Suspense>
                <TerminalPane />
              </Suspense>
            ) : null
          }
        >
          <AfterCrash />
          {engine !== null && <AppBanner engine={engine} />}
          <Suspense>
            <Shown screen={screen} engine={engine} />
          </Suspense>
        </SplitPane>
      </main>
      <AppDialogs engine={engine} />
    </div>
  );
}

function Shown({ screen, engine }: { readonly screen: Screen; readonly engine: EngineSummary | null }) {
  if (screen === 'checkpoints') return <CheckpointsScreen />;
  if (screen === 'engine') return <EngineScreen />;
  // Another engine's containers and images have nothing in common with these.
  if (screen === 'images' && engine !== null) return <ImagesScreen key={engine.id} engine={engine} />;
  return engine === null ? <NoEngine /> : <ContainersScreen key={engine.id} engine={engine} />;
}

function NoEngine() {
  const error = useEngines((state) => state.error);
  const isKnown = useEngines((state) => state.engines !== null);
  if (error !== null) {
    return (
      <div ref={landing} className={styles.centre}>
        <ErrorNotice error={error} onRetry={() => void followEngines()} />
      </div>
    );
  }
  if (!isKnown) return null;
  return (
    <EmptyState
      title="No engine was found"
      action={<Button onPress={() => showScreen('engine')}>What this machine lacks</Button>}
    >
      <p>
        Gantry works with Podman 4.3 or newer. It looks for the sockets of this user and of root, and for
        CONTAINER_HOST, and starts a service of its own where Podman is installed but serves no socket. Without Podman
        it runs containers itself, as root, where conmon and an OCI runtime are installed.
      </p>
    </EmptyState>
  );
}
