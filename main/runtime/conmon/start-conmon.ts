/** Starts a conmon. Only here its room is loaded: it needs a native module, which an app that runs nothing doesn't. */
import type { ConmonOptions, ConmonProcess } from './conmon-process.ts';

export async function startConmon(options: ConmonOptions): Promise<ConmonProcess> {
  const { ConmonProcess } = await import('./conmon-process.ts');
  return new ConmonProcess(options);
}
