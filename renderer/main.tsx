/** The window begins: what is there is asked for before anything is drawn. */
import './bridge/no-eval.ts';
import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { followContainers, listsUnderWay } from './state/containers.ts';
import { followEngines } from './state/engines.ts';
import { followQuitting } from './state/quitting.ts';
import { followSessions } from './state/sessions.ts';

/** Milliseconds that the first picture waits for what the main process knows already: so it is drawn once, and whole. */
const patience = 100;

followContainers();
followSessions();
followQuitting();
const known = followEngines().then(listsUnderWay);
// Not awaited by the module itself: the parts that are loaded later would wait for it, too.
void Promise.race([known, new Promise((resolve) => setTimeout(resolve, patience))]).then(draw);

function draw(): void {
  const root = document.getElementById('root');
  if (root === null) return;
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
}
