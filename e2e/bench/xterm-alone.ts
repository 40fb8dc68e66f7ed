/** xterm.js in a window of the same Electron, fed from memory: what no terminal in it can be quicker than. */
import { z } from 'zod';
import type { TerminalSize } from '../../shared/session.ts';
import { xtermApp } from './bench.ts';
import { launchYardstick } from './electron.ts';
import { logText } from './log-text.ts';

export interface XtermAlone extends AsyncDisposable {
  /** @returns megabytes a second, of a text of so many bytes */
  parse(bytes: number): Promise<number>;
}

export async function openXterm(data: string, size: TerminalSize): Promise<XtermAlone> {
  const app = await launchYardstick(xtermApp, data);
  const window = await app.firstWindow();
  await window.waitForFunction(() => 'openTerminal' in globalThis && 'feed' in globalThis);
  await window.evaluate(({ columns, rows }) => Reflect.get(globalThis, 'openTerminal')(columns, rows), size);
  await window.evaluate(`globalThis.logText = ${logText}`);
  return {
    async parse(bytes) {
      return z.number().parse(await window.evaluate((count) => Reflect.get(globalThis, 'feed')(count), bytes));
    },
    [Symbol.asyncDispose]: () => app.close(),
  };
}
