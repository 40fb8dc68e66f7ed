/** `npm run bench`: runs the benchmarks, prints what came out, and writes it into a file. */
import { writeFile } from 'node:fs/promises';
import { textTable } from '../../scripts/bench/table.mjs';
import { attach } from './attach.ts';
import type { Bench } from './bench.ts';
import { coldStart } from './cold-start.ts';
import { echo } from './echo.ts';
import { event } from './event.ts';
import type { Figure } from './figures.ts';
import { idle } from './idle.ts';
import { lists } from './list.ts';
import { isWanted, readOptions } from './options.ts';
import { rivals } from './rivals.ts';
import { throughput } from './throughput.ts';

const options = readOptions(process.argv.slice(2));
const benches: readonly Bench[] = [
  coldStart,
  ...lists,
  ...(options.rivals ? [rivals] : []),
  event,
  throughput,
  attach,
  echo,
  idle,
];
const chosen = benches.filter(({ name }) => isWanted(name, options.only));
if (chosen.length === 0) throw new Error(`There are: ${benches.map(({ name }) => name).join(', ')}.`);
for (const { check } of chosen) await check?.();

const figures: Figure[] = [];
const failed: string[] = [];
for (const { name, run } of chosen) {
  try {
    figures.push(...(await run({ runs: options.runs, say: (line) => process.stdout.write(`- ${line}\n`) })));
  } catch (thrown) {
    failed.push(name);
    process.stderr.write(`${name}: ${thrown instanceof Error ? thrown.stack : thrown}\n`);
  }
  // After each, so that what has been measured outlives what goes wrong later.
  if (options.json !== null) await writeFile(options.json, `${JSON.stringify(figures, null, 2)}\n`);
}
if (figures.length > 0) process.stdout.write(`\n${textTable(figures)}\n`);
if (failed.length > 0) process.stdout.write(`\nNot measured: ${failed.join(', ')}.\n`);
// A missed goal is a figure, not a failure.
process.exitCode = failed.length === 0 ? 0 : 1;
