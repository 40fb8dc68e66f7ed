/** Checkpoints in place that go wrong: whatever is refused, what was frozen before can still be brought back. */
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ExecOptions, RuntimeContainer } from '../oci-runtime.ts';
import { Kept } from '../testing/streams.ts';
import { checkpointFolder, frozenMark } from './bundle.ts';
import { untilExitFile } from './exit-file.ts';
import { Folders } from './folders.ts';
import { type ConmonSubject, startConmonSubject } from './testing/conmon-subject.ts';
import { runcPrograms } from './testing/programs.ts';

/** Counts, until it is told to hold a connection: then CRIU refuses to freeze it, unless it is told to. */
const talks = 'nc -l -p 81 -e sleep 1000 & tail -f /dev/null | until nc 127.0.0.1 81; do sleep 0.05; done';
const counts = [
  'sh',
  '-c',
  `i=0; until [ -e /tmp/talk ]; do i=$((i+1)); echo $i > /tmp/next; mv /tmp/next /tmp/count; sleep 0.02; done; ${talks}`,
];
const frozen = { state: 'exited', checkpointed: true, exitCode: 137 };

/** For each test: one takes the folder away by which all of its containers are known. */
let subject: ConmonSubject;
beforeEach(async () => {
  subject = await startConmonSubject(await runcPrograms());
});
afterEach(() => subject[Symbol.asyncDispose]());

const running = async (command: readonly string[] = counts) => {
  const ctr = await subject.create({ command });
  await subject.make(ctr);
  await subject.runtime.startContainer(ctr);
  return ctr;
};
const exec = async (ctr: RuntimeContainer, ...cmd: string[]) => {
  const output = new Kept();
  const options: ExecOptions = { cmd, terminal: false, streams: { input: null, output, error: null } };
  await (await subject.runtime.execContainer(ctr, crypto.randomUUID(), options)).ended;
  return output.text;
};
const countOf = async (ctr: RuntimeContainer) => Number(await exec(ctr, 'cat', '/tmp/count'));
const status = (ctr: RuntimeContainer) => subject.runtime.updateContainerStatus(ctr);
const restore = (ctr: RuntimeContainer) => subject.runtime.createContainer({ container: ctr }, { keep: true });
const inBundle = (ctr: RuntimeContainer, ...names: string[]) => path.join(subject.bundleOf(ctr).path, ...names);
const frozenOne = async () => {
  const ctr = await running();
  await expect.poll(() => countOf(ctr)).toBeGreaterThan(5);
  const count = await countOf(ctr);
  await subject.runtime.checkpointContainer(ctr, { keep: true });
  expect(await status(ctr)).toMatchObject(frozen);
  return { ctr, count };
};

describe('a restore that does not come to its end', () => {
  it('is called off when it hangs, and leaves the container frozen', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gantry-hangs-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const programs = await runcPrograms();
    const script = path.join(folder, 'runc');
    const hangs = `case "$*" in *" restore "*) [ -e "$0.goes" ] || { echo > "$0.hangs"; exec sleep 1000; };; esac`;
    await writeFile(script, `#!/bin/sh\n${hangs}\nexec ${programs.path} "$@"\n`, { mode: 0o755 });
    await subject[Symbol.asyncDispose]();
    subject = await startConmonSubject({ ...programs, path: script });
    const { ctr, count } = await frozenOne();
    const before = await status(ctr);
    const cancel = new AbortController();
    const options = { keep: true, signal: cancel.signal };
    const restoring = subject.runtime.createContainer({ container: ctr }, options);
    const refused = expect(restoring).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => readdir(folder), { timeout: 10_000 }).toContain('runc.hangs');
    cancel.abort();
    await refused;
    expect(await status(ctr)).toEqual(before);
    await writeFile(`${script}.goes`, '');
    await restore(ctr);
    await expect.poll(() => countOf(ctr)).toBeGreaterThan(count);
  });

  it('leaves all that was known where a folder for it can not be made', async () => {
    const { ctr } = await frozenOne();
    const before = await status(ctr);
    const { sockets } = new Folders(path.join(subject.folder, 'run'));
    await rm(sockets, { recursive: true });
    await writeFile(sockets, '');
    await expect(restore(ctr)).rejects.toThrow();
    await rm(sockets);
    expect(await status(ctr)).toEqual(before);
    await restore(ctr);
  });
});

describe('a restore that is refused', () => {
  it('leaves the container frozen, with all that was known of it', async () => {
    const { ctr, count } = await frozenOne();
    const before = await status(ctr);
    const image = inBundle(ctr, checkpointFolder, 'inventory.img');
    await rename(image, `${image}.away`);
    await expect(restore(ctr)).rejects.toMatchObject({ name: 'GantryError' });
    expect(await status(ctr)).toEqual(before);
    await expect(restore(ctr)).rejects.toMatchObject({ name: 'GantryError' });
    expect(await status(ctr)).toEqual(before);
    await rename(`${image}.away`, image);
    await restore(ctr);
    expect(await status(ctr)).toMatchObject({ state: 'running', checkpointed: false });
    expect(await countOf(ctr)).toBeGreaterThanOrEqual(count);
    await subject.runtime.stopContainer(ctr, 0, false);
    expect(await status(ctr)).toMatchObject({ state: 'exited', checkpointed: false, exitCode: 137 });
  });
});

describe('a freeze that is refused', () => {
  it('leaves the earlier checkpoint, and the container, as they were', async () => {
    const ctr = await running();
    await expect.poll(() => countOf(ctr)).toBeGreaterThan(5);
    const count = await countOf(ctr);
    await subject.runtime.checkpointContainer(ctr, { keepRunning: true, keep: true });
    const earlier = await readdir(inBundle(ctr, checkpointFolder));
    await exec(ctr, 'touch', '/tmp/talk');
    await expect.poll(() => exec(ctr, 'grep', '-c', ' 01 ', '/proc/net/tcp')).toMatch(/[12]/);
    await expect(subject.runtime.checkpointContainer(ctr, {})).rejects.toMatchObject({
      engineMessage: expect.stringContaining('tcp-established'),
    });
    expect(await status(ctr)).toMatchObject({ state: 'running', checkpointed: false });
    expect(await readdir(inBundle(ctr, checkpointFolder))).toEqual(earlier);
    await subject.runtime.stopContainer(ctr, 0, false);
    expect(await status(ctr)).toMatchObject({ state: 'exited', checkpointed: false });
    await subject.runtime.deleteContainer(ctr);
    await restore(ctr);
    expect(await countOf(ctr)).toBeGreaterThanOrEqual(count);
  });

  it('because it is frozen already, leaves it frozen', async () => {
    const { ctr, count } = await frozenOne();
    await expect(subject.runtime.checkpointContainer(ctr, {})).rejects.toMatchObject({ code: 'not-found' });
    expect(await status(ctr)).toMatchObject(frozen);
    await restore(ctr);
    expect(await countOf(ctr)).toBeGreaterThanOrEqual(count);
  });

  it('that is called off in the middle tells the truth about the container', async () => {
    const ctr = await running([
      'sh',
      '-c',
      'head -c 200000000 /dev/zero > /dev/shm/much; echo > /tmp/ready; sleep 1000',
    ]);
    await expect.poll(() => exec(ctr, 'ls', '/tmp')).toContain('ready');
    const cancel = new AbortController();
    const log = inBundle(ctr, 'dump.log');
    const freezing = subject.runtime.checkpointContainer(ctr, { signal: cancel.signal });
    expect(await untilExitFile(log, 10_000, async () => false)).toBe(true);
    cancel.abort();
    await expect(freezing).rejects.toMatchObject({ code: 'cancelled' });
    const { state, checkpointed } = await status(ctr);
    const [marked, images] = [frozenMark, checkpointFolder].map(async (name) =>
      (await readdir(subject.bundleOf(ctr).path)).includes(name),
    );
    expect([state, checkpointed, await marked, await images]).toEqual(
      state === 'exited' ? ['exited', true, true, true] : ['running', false, false, false],
    );
  });
});

describe('a frozen container', () => {
  it('is still frozen after the machine was started again', async () => {
    const { ctr, count } = await frozenOne();
    await rm(path.join(subject.folder, 'run'), { recursive: true });
    expect(await status(ctr)).toMatchObject({ ...frozen, exitCode: -1 });
    await restore(ctr);
    expect(await countOf(ctr)).toBeGreaterThanOrEqual(count);
  });

  it('that is removed is frozen no more', async () => {
    const { ctr } = await frozenOne();
    await subject.runtime.deleteContainer(ctr);
    expect(await status(ctr)).toMatchObject({ state: 'created', checkpointed: false });
  });
});

describe('a pre-checkpoint', () => {
  /** This machine's kernel may not track memory: a runtime that writes no memory before, and all of it at last. */
  const tracking = [
    'echo "$@" >> "$0.asked"',
    'for word; do shift; [ "$before" = --image-path ] && images=$word; before=$word',
    'case $word in --parent-path|../*) ;; *) set -- "$@" "$word";; esac; done',
    'case " $* " in *" --pre-dump "*) [ -e "$0.full" ] && exit 1; echo > "$images/pages"; exit 0;; esac',
    'exec RUNC "$@"',
  ].join('\n');

  it('is what the next checkpoint builds on, as long as that is there', async () => {
    const programs = await runcPrograms();
    const folder = await mkdtemp(path.join(tmpdir(), 'gantry-tracking-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const script = path.join(folder, 'runc');
    await writeFile(script, `#!/bin/sh\n${tracking.replace('RUNC', programs.path)}\n`, { mode: 0o755 });
    await subject[Symbol.asyncDispose]();
    subject = await startConmonSubject({ ...programs, path: script });
    const ctr = await running();
    const refused = subject.runtime.checkpointContainer(ctr, { withPrevious: true });
    await expect(refused).rejects.toMatchObject({ code: 'wrong-state', hint: expect.stringContaining('Make one') });
    await subject.runtime.checkpointContainer(ctr, { preCheckpoint: true, fileLocks: true });
    expect(await status(ctr)).toMatchObject({ state: 'running', checkpointed: false });
    expect(await readdir(inBundle(ctr, 'pre-checkpoint'))).toEqual(['pages']);
    await writeFile(`${script}.full`, '');
    await expect(subject.runtime.checkpointContainer(ctr, { preCheckpoint: true })).rejects.toThrow();
    expect(await readdir(inBundle(ctr, 'pre-checkpoint'))).toEqual(['pages']);
    await subject.runtime.checkpointContainer(ctr, { withPrevious: true, keep: true });
    expect(await status(ctr)).toMatchObject(frozen);
    const asked = (await readFile(`${script}.asked`, 'utf8')).split('\n').filter((line) => / checkpoint /.test(line));
    expect(asked).toEqual([
      expect.stringMatching(/ --pre-dump .*--file-locks /),
      expect.stringMatching(/ --pre-dump /),
      expect.stringMatching(/--parent-path \.\.\/pre-checkpoint /),
    ]);
    await subject.runtime.createContainer({ container: ctr }, {});
    expect(await status(ctr)).toMatchObject({ state: 'running', checkpointed: false });
    const left = (await readdir(subject.bundleOf(ctr).path)).filter((name) => name.includes('checkpoint'));
    expect(left).toEqual([]);
  });

  it('goes into no archive, which would be nothing without the other', async () => {
    const ctr = await running();
    const options = { preCheckpoint: true, targetFile: inBundle(ctr, 'archive.tar') };
    await expect(subject.runtime.checkpointContainer(ctr, options)).rejects.toMatchObject({ code: 'unsupported' });
  });
});
