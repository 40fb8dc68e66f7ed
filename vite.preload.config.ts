import { defineConfig } from 'vite';
import { nodeBundle } from './vite.node.config.ts';

/** The preload script: one file, since a sandboxed one can't load others. */
export default defineConfig(nodeBundle({ entry: 'app/preload.ts', outDir: 'out/preload', fileName: 'preload.cjs' }));
