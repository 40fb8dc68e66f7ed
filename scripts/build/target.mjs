// @ts-check
/** Which Electron a build has to run in. */
import { rememberedEnvironment } from '../setup/remembered.mjs';

/**
 * @param {{ args?: string[], env?: NodeJS.ProcessEnv, remembered?: () => Promise<Record<string, string>> }} [options]
 * @returns {Promise<import('./build.mjs').Target>}
 */
export async function buildTarget({
  args = process.argv.slice(2),
  env = process.env,
  remembered = rememberedEnvironment,
} = {}) {
  const given = args.find((arg) => arg.startsWith('--target='))?.slice('--target='.length) ?? env.GANTRY_BUILD_TARGET;
  if (given === 'stand-in' || given === 'shipped') return given;
  if (given) throw new Error(`There is no build target "${given}": it is "shipped" or "stand-in".`);
  return (await remembered()).GANTRY_ELECTRON_STAND_IN ? 'stand-in' : 'shipped';
}
