/** The window begins: what is there is asked for before anything is drawn. */
import './bridge/no-eval.ts';
import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { followContainers } from './state/containers.ts';
import { followEngines } from './state/engines.ts';
import { followSessions } from './state/sessions.ts';

followContainers();
void followEngines();
followSessions();

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
}
