/** Where an Electron that was started with `--remote-debugging-port=0` can be driven. */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @returns the address that it says on its standard error, which is read on afterwards: what it says goes nowhere */
export async function debuggingUrl(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('There is no output to read.');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    said.push(line);
    const [, url] = /^DevTools listening on (ws:\S+)/.exec(line) ?? [];
    if (url === undefined) continue;
    // Whatever else it says is of no interest, but has to go somewhere.
    child.stderr.resume();
    return url;
  }
  throw new Error(`Electron ended before it could be asked: ${said.join('\n')}`);
}
