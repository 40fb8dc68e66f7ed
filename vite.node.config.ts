import { builtinModules } from 'node:module';
import type { UserConfig } from 'vite';
import { checks } from './vite.checks.config.ts';

/** What a build has to run in: the Electron that is shipped, or the old one that stands in on machines without it. */
const target = process.env.GANTRY_BUILD_TARGET === 'stand-in' ? 'node18' : 'node24';

interface Bundle {
  readonly entry: string;
  readonly outDir: string;
  readonly fileName: string;
  /** What is imported later becomes files of its own. */
  readonly splits?: boolean;
}

/** CommonJS for one of Electron's Node processes. */
export function nodeBundle({ entry, outDir, fileName, splits = false }: Bundle): UserConfig {
  return {
    build: {
      target,
      outDir,
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      lib: { entry, formats: ['cjs'], fileName: () => fileName },
      rollupOptions: {
        checks,
        // koffi is native: it lies beside the bundle.
        external: ['electron', /^electron\//, /^node:/, ...builtinModules, 'koffi'],
        output: splits ? { chunkFileNames: '[name].cjs' } : { codeSplitting: false },
      },
    },
    resolve: { conditions: ['node', 'import', 'default'], mainFields: ['module', 'main'] },
    ssr: { noExternal: true },
  };
}
