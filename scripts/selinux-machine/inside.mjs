// @ts-check
/**
 * Runs the tests that need SELinux inside of a machine that has been started (see scripts/selinux-machine.mjs).
 *
 *     inside.mjs REPORT [FILTER…]    leaves Vitest's JSON report there
 */
import { writeFile } from 'node:fs/promises';
import { startedMachine } from '../selinux-machine.mjs';
import { mountProject, projectNode, projectPlace } from './project-disk.mjs';
import { inShell } from './shell.mjs';

/** For what tests make: on the disk, as with users, whose labels a temporary file system might not have. */
const tests = '/root/tests';
const there = '/run/gantry-report.json';

const [report = '', ...filters] = process.argv.slice(2);
const { shell } = startedMachine();
const reporters = `--reporter=default --reporter=json --outputFile.json=${there}`;
const vitest = `${projectNode} node_modules/vitest/vitest.mjs run --config vitest.selinux.config.ts --configLoader native`;
const { code } = await inShell(
  shell,
  [
    ...[mountProject, `mkdir -p ${tests}`, `cd ${projectPlace}`],
    `TMPDIR=${tests} ${vitest} ${reporters} ${filters.join(' ')}`,
  ].join(' && '),
  { onOutput: (text) => void process.stdout.write(text) },
);
const { output } = await inShell(shell, `cat ${there}`);
await writeFile(report, output);
process.exitCode = code;
