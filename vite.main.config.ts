import { defineConfig } from 'vite';
import { nodeBundle } from './vite.node.config.ts';

/** The main process: Electron's entry with everything it needs but Electron and Node themselves. */
export default defineConfig(
  nodeBundle({ entry: 'app/main.ts', outDir: 'out/main', fileName: 'main.cjs', splits: true }),
);
