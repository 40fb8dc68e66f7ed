/**
 * The app is killed at random moments: what it kept is whole each time, and what ran runs on. Eight times in each test run;
 * two hundred (five minutes) with GANTRY_KILLS=200.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { ContainerSummary } from '../../../shared/container.ts';
import { runcPrograms } from '../../runtime/conmon/testing/programs.ts';
import { Kept, Terminal } from '../../runtime/testing/streams.ts';
import { owned } from '../testing/owned.ts';
import { type BundleSubject, settingsTextOf, startBundleSubject } from './testing/bundle-subject.ts';
import { Journal } from './testing/journal.ts';
import { command, exitCode, randomBy, untouched } from './testing/killed-app.ts';

const rounds = Number(process.env.GANTRY_KILLS ?? 8);
/** Side by side, each with its own folders. */
const lanes = 4;
const app = path.join(import.meta.dirname, 'testing', 'killed-app.ts');

it(`loses nothing when it is killed ${rounds} times`, { timeout: 1_200_000 }, async () => {
  const done = await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
  expect(done.reduce((sum, each) => sum + each, 0)).toBe(rounds);
});

async function lane(index: number): Promise<number> {
  const programs = await runcPrograms();
  const subject = owned(await startBundleSubject(programs));
  const terminal = await subject.run(['sh'], { name: untouched, terminal: true });
  const { pid } = await subject.engine.inspect(terminal.id);
  const journal = new Journal();
  const file = path.join(subject.root, 'journal');
  const { folder, runFolder } = subject.place;
  const place = JSON.stringify({ folder, runFolder, settings: settingsTextOf(programs) });
  let round = 0;
  for (; round < rounds / lanes; round++) {
    const seed = index * 1000 + round;
    await writeFile(file, '');
    // Two apps at once there are not.
    await subject.quit();
    await killedAfter(randomBy(seed)() * 700, [place, file, String(seed)]);
    journal.read(await readFile(file, 'utf8'));
    await subject.restart();
    try {
      await nothingIsLost(subject, journal);
      expect(await subject.engine.inspect(terminal.id)).toMatchObject({ pid, summary: { state: 'running' } });
      expect(await typed(subject, terminal.id)).toMatch(/\r\n42\r\n/);
    } catch (thrown) {
      const told = await readFile(file, 'utf8');
      throw new Error(`after the kill with seed ${seed}: ${told}`, { cause: thrown });
    }
    journal.agree(touched(subject));
  }
  return round;
}

async function killedAfter(milliseconds: number, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [app, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  // Another lane may have failed meanwhile.
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  await pause(milliseconds);
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function nothingIsLost(subject: BundleSubject, journal: Journal): Promise<void> {
  const rows = touched(subject);
  journal.mustHave(rows);
  const { folder, runFolder } = subject.place;
  const names = (await readdir(path.join(folder, 'containers'))).filter((name) => !name.endsWith('.part')).sort();
  expect(names).toEqual(
    subject.engine
      .containers()
      .containers.map(({ id }) => id)
      .sort(),
  );
  // No container of the OCI runtime that nobody knows of.
  expect(names).toEqual(expect.arrayContaining(await runtimeKnows(runFolder)));
  for (const { id } of rows) {
    // It may end, or be made, while it is looked at.
    const seen = async () => agrees((await subject.engine.inspect(id)).summary);
    await expect.poll(seen, { timeout: 10_000 }).toBe('');
    expect(await subject.engine.inspect(id)).toMatchObject({ summary: { id, command } });
    const { least, most } = journal.startsOf(id);
    await expect.poll(() => beginnings(subject, id), { timeout: 10_000 }).toBeGreaterThanOrEqual(least);
    expect(await beginnings(subject, id)).toBeLessThanOrEqual(most);
  }
}

function touched({ engine }: BundleSubject): ContainerSummary[] {
  return engine.containers().containers.filter(({ name }) => name !== untouched);
}

async function runtimeKnows(runFolder: string): Promise<string[]> {
  return (await readdir(path.join(runFolder, 'runc', 'runtime'))).filter((name) => /^[0-9a-f]{64}$/.test(name));
}

/** Whether the row says what the kernel says; else what not. */
async function agrees({ id, state, exitCode: code, checkpointed }: ContainerSummary): Promise<string> {
  const group = await readFile(`/sys/fs/cgroup/pids/gantry-${id}/cgroup.procs`, 'utf8').catch(() => '');
  const runs = group.trim() !== '';
  if (state === 'running' || state === 'paused') return runs ? '' : `${state}, and nothing runs`;
  // It may have been made for the app that was killed, and will be made anew.
  if (state === 'created') return '';
  if (runs) return `${state}, and it runs`;
  if (state !== 'exited') return `it is ${state}`;
  if (checkpointed) return code === 137 ? '' : `frozen with ${code}`;
  return code === exitCode || code === 137 ? '' : `exit code ${code}`;
}

async function beginnings({ engine }: BundleSubject, id: string): Promise<number> {
  let count = 0;
  for await (const lines of engine.logs(id, { tail: 1000, follow: false }, new AbortController().signal)) {
    count += lines.filter(({ text }) => text === 'begun').length;
  }
  return count;
}

async function typed({ engine }: BundleSubject, id: string): Promise<string> {
  const said = new Kept();
  const connection = new Terminal(said);
  const leaving = new AbortController();
  const streams = { stdin: true, stdout: true, stderr: true };
  const attached = engine.runtimeOf(id).httpAttach(engine.container(id), connection, streams, '', leaving.signal);
  connection.type('echo $((6 * 7))\r');
  const text = await said.until(/\r\n42\r\n/);
  leaving.abort();
  await attached;
  return text;
}
