/** A container's own output, read by our conmon driver and by `podman exec -t` in turn: the same file, every byte counted. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { appFolder, type Bench, type BenchContext, withFolder } from './bench.ts';
import { type BenchEngine, engineName, withEngine } from './containers.ts';
import { execFlood, fileBytes, floodedContainer } from './exec-flood.ts';
import { atLeastTimes, type Figure, figure, median } from './figures.ts';
import { logText } from './log-text.ts';

const probe = path.join(appFolder, 'main/runtime/conmon/testing/attach-probe.ts');
const answer = z.object({ bytes: z.int(), milliseconds: z.number() });

export const attach: Bench = {
  name: 'attach',
  run: (context) => withEngine((engine) => withFolder((folder) => measure(engine, folder, context))),
};

async function measure(engine: BenchEngine, folder: string, { runs, say }: BenchContext): Promise<Figure[]> {
  const text = logText(fileBytes, '\n');
  const file = path.join(folder, 'flood.log');
  await writeFile(file, text);
  await floodedContainer(engine, folder);
  // Of each line end a terminal makes two bytes.
  const inTerminal = text.length + text.split('\n').length - 1;
  const speeds: { plain: number[]; terminal: number[]; exec: number[] } = { plain: [], terminal: [], exec: [] };
  for (let run = 0; run < runs; run += 1) {
    const plain = await attachFlood(file, text.length, []);
    const terminal = await attachFlood(file, inTerminal, ['terminal']);
    const exec = inTerminal / 1000 / (await execFlood(engine, inTerminal));
    const told = [plain, terminal, exec].map((speed) => speed.toFixed(1));
    say(`attach: ${told[0]} MB/s, with a terminal ${told[1]} MB/s; podman exec -t ${told[2]} MB/s`);
    speeds.plain.push(plain);
    speeds.terminal.push(terminal);
    speeds.exec.push(exec);
  }
  const name = await engineName(engine);
  const [unit, yardstick] = ['MB/s', median(speeds.exec)];
  return [
    figure('attach', name, { measured: median(speeds.plain), unit, yardstick, goal: atLeastTimes(1.5) }),
    figure('attach-terminal', name, { measured: median(speeds.terminal), unit, yardstick }),
  ];
}

/** MB/s of the driver, in a process of its own as `podman exec` is. Throws when a byte too few or too many has come. */
async function attachFlood(file: string, bytes: number, more: readonly string[]): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [probe, file, ...more], { timeout: 120_000 });
  const told = answer.parse(JSON.parse(stdout));
  if (told.bytes !== bytes) throw new Error(`The driver gave ${told.bytes} bytes instead of ${bytes}.`);
  return bytes / 1000 / told.milliseconds;
}
