/** A flood: `cat` of 100 MB in a container until xterm has parsed the last byte. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Bench, type BenchContext, withFolder } from './bench.ts';
import { now } from './clock.ts';
import { type BenchEngine, engineName, withEngine } from './containers.ts';
import { execFlood, fileBytes, floodCommand, floodedContainer } from './exec-flood.ts';
import { atLeastTimes, type Figure, figure, median } from './figures.ts';
import { logText } from './log-text.ts';
import { type Own, owning } from './owning.ts';
import { type BenchTerminal, openTerminal, parsedBytes, whenParsed } from './terminal.ts';
import { openXterm } from './xterm-alone.ts';

/** Each takes seconds. */
const mostRuns = 5;

export const throughput: Bench = {
  name: 'throughput',
  run: (context) =>
    withEngine((engine) => withFolder((folder) => owning((own) => measure(own, engine, folder, context)))),
};

async function measure(own: Own, engine: BenchEngine, folder: string, { runs, say }: BenchContext): Promise<Figure[]> {
  const text = logText(fileBytes, '\n');
  await writeFile(path.join(folder, 'flood.log'), text);
  // Of each line end the terminal makes two bytes.
  const bytes = text.length + text.split('\n').length - 1;
  const speeds: { gantry: number[]; exec: number[]; xterm: number[] } = { gantry: [], exec: [], xterm: [] };
  const terminal = await own(openTerminal(engine, path.join(folder, 'data'), await floodedContainer(engine, folder)));
  const size = await terminal.gantry.terminal.size();
  const xterm = await own(openXterm(path.join(folder, 'xterm'), size));
  const megabytes = (milliseconds: number): number => bytes / 1000 / milliseconds;
  for (let run = -1; run < Math.min(runs, mostRuns); run += 1) {
    const [gantry, exec, alone] = [
      megabytes(await flood(terminal, bytes)),
      megabytes(await execFlood(engine, bytes)),
      await xterm.parse(fileBytes),
    ];
    const told = [gantry, exec, alone].map((speed) => speed.toFixed(1));
    say(`throughput: ${told[0]} MB/s; podman exec -t ${told[1]} MB/s, xterm alone ${told[2]} MB/s`);
    if (run < 0) continue;
    speeds.gantry.push(gantry);
    speeds.exec.push(exec);
    speeds.xterm.push(alone);
  }
  const name = await engineName(engine);
  const measured = median(speeds.gantry);
  const yardsticks = { exec: median(speeds.exec), xterm: median(speeds.xterm) };
  const unit = 'MB/s';
  const slower = Math.min(yardsticks.exec, yardsticks.xterm);
  return [
    figure('throughput', name, { measured, unit, yardstick: slower, goal: atLeastTimes(0.9) }),
    figure('throughput-podman-exec', name, { measured, unit, yardstick: yardsticks.exec }),
    figure('throughput-xterm', name, { measured, unit, yardstick: yardsticks.xterm }),
  ];
}

/** The end of the text's last line, and the prompt after it. */
const lastLine = / 999.{0,40}[#$] ?\s*$/;

/** Milliseconds from Enter until the last byte is parsed. Throws when a byte too few or too many has come. */
async function flood({ window, gantry }: BenchTerminal, bytes: number): Promise<number> {
  await window.keyboard.type(floodCommand.join(' '));
  await gantry.terminal.expectText(/flood\.log\s*$/);
  const before = await parsedBytes(window);
  // The line end's own echo, and the prompt after it.
  const done = whenParsed(window, before + '\r\n'.length + bytes);
  const begin = now();
  await window.keyboard.press('Enter');
  const milliseconds = (await done) - begin;
  await gantry.terminal.expectText(lastLine);
  await gantry.terminal.expectPrompt();
  const extra = (await parsedBytes(window)) - before - '\r\n'.length - bytes;
  // A prompt may carry a few control sequences, but a flood doesn't lose or double a line.
  if (extra < 0 || extra > 60)
    throw new Error(`Of ${bytes} bytes ${extra} too many were parsed, the prompt among them.`);
  return milliseconds;
}
