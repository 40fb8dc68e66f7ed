/**
 * What goes wrong beneath the driver: programs that are missing, hang or die, bundles that are broken, a container that is
 * stuck. Checkpoints that go wrong are in checkpoint.integration.ts.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Kept, Terminal } from '../testing/streams.ts';
import { knownProcess, pidIn } from './processes.ts';
import { type ConmonSubject, startConmonSubject } from './testing/conmon-subject.ts';
import { runcPrograms } from './testing/programs.ts';

const all = { stdin: true, stdout: true, stderr: true };

describe('a driver whose programs are not as they should be', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gantry-program-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** With a script in the place of one program; null: with nothing there. */
  async function withProgram(which: 'path' | 'conmon', script: string | null, mode = 0o755): Promise<ConmonSubject> {
    const programs = await runcPrograms();
    const file = path.join(folder, 'program');
    if (script !== null) await writeFile(file, `#!/bin/sh\n${script.replaceAll('REAL', programs[which])}\n`, { mode });
    return startConmonSubject({ ...programs, [which]: file, answerSeconds: 1 });
  }

  it.each([
    ['path', 'is missing', null, 0, 'ENOENT'],
    ['conmon', 'is missing', null, 0, 'ENOENT'],
    ['path', 'may not be executed', 'exit 0', 0o644, 'EACCES'],
    ['conmon', 'may not be executed', 'exit 0', 0o644, 'EACCES'],
  ] as const)('says which %s: it %s', async (which, _what, script, mode, words) => {
    const subject = await withProgram(which, script, mode);
    try {
      const ctr = await subject.create({ command: ['true'] });
      await expect(subject.make(ctr)).rejects.toMatchObject({
        code: 'engine-failed',
        engineMessage: expect.stringContaining(words),
        hint: expect.stringContaining(path.join(folder, 'program')),
      });
    } finally {
      await rm(subject.folder, { recursive: true, force: true });
    }
  });

  it('does not wait for ever for a runtime that hangs, and ends it', async () => {
    const subject = await withProgram(
      'path',
      'case "$*" in *start*) echo $$ > "$0.pid"; exec sleep 1000;; esac; exec REAL "$@"',
    );
    try {
      const ctr = await subject.create({ command: ['true'] });
      await subject.make(ctr);
      await expect(subject.runtime.startContainer(ctr)).rejects.toMatchObject({
        code: 'engine-failed',
        message: expect.stringMatching(/did not answer within 1 second\b/),
      });
      expect(await knownProcess((await pidIn(path.join(folder, 'program.pid'))) ?? 0)).toBeNull();
      expect((await subject.runtime.updateContainerStatus(ctr)).state).toBe('initialized');
    } finally {
      await subject[Symbol.asyncDispose]();
    }
  });

  it('nor for one that hangs while conmon waits for it', async () => {
    const subject = await withProgram(
      'path',
      'case "$*" in *create*|*exec*) sh -c "echo \\$\\$ > $0.pid; sleep 1000; :";; *) exec REAL "$@";; esac',
    );
    try {
      const ctr = await subject.create({ command: ['true'] });
      await expect(subject.make(ctr)).rejects.toMatchObject({
        code: 'engine-failed',
        message: expect.stringMatching(/was not done within 1 second\b/),
      });
      const below = await pidIn(path.join(folder, 'program.pid'));
      expect(below).not.toBeNull();
      await expect.poll(() => knownProcess(below ?? 0)).toBeNull();
      expect(await subject.conmonPid(ctr)).not.toBeNull();
      await expect.poll(async () => knownProcess((await subject.conmonPid(ctr)) ?? 0)).toBeNull();
    } finally {
      await subject[Symbol.asyncDispose]();
    }
  });

  it('nor for a container that has a pipe where the runtime reads its groups', async () => {
    const subject = await startConmonSubject({ ...(await runcPrograms()), answerSeconds: 3 });
    try {
      const command = ['sh', '-c', 'rm -f /etc/group && mkfifo /etc/group && exec sleep 1000'];
      const ctr = await subject.create({ command });
      await subject.make(ctr);
      await subject.runtime.startContainer(ctr);
      const streams = { input: null, output: null, error: null };
      const options = { cmd: ['true'], terminal: false, user: 'root', streams } as const;
      const run = subject.runtime.execContainer(ctr, 'stuck', options);
      await expect(run).rejects.toMatchObject({ message: expect.stringContaining('was not done within 3 seconds') });
      await subject.runtime.deleteContainer(ctr, { force: true });
    } finally {
      await subject[Symbol.asyncDispose]();
    }
  });

  it.each([
    'flag provided but not defined: -all',
    'unknown flag: --all',
    "error: Found argument '--all' which wasn't expected",
    "error: unexpected argument '--all' found",
  ])('signals all processes by their control group with a runtime that has no --all: %j', async (words) => {
    const subject = await withProgram(
      'path',
      `case " $* " in *" --all "*) echo "${words}" >&2; exit 1;; esac; exec REAL "$@"`,
    );
    try {
      const child = `sh -c "trap 'touch /tmp/heard; exit' USR1; touch /tmp/ready; while :; do sleep 0.05; done"`;
      const ctr = await subject.create({
        command: ['sh', '-c', `trap : USR1; ${child} & while :; do sleep 0.05; done`],
      });
      await subject.make(ctr);
      await subject.runtime.startContainer(ctr);
      const { pid } = await subject.runtime.updateContainerStatus(ctr);
      const files = () => readdir(`/proc/${pid}/root/tmp`);
      await expect.poll(files).toContain('ready');
      await subject.runtime.killContainer(ctr, 'SIGUSR1', true);
      await expect.poll(files).toContain('heard');
      expect((await subject.runtime.updateContainerStatus(ctr)).state).toBe('running');
      await subject.runtime.stopContainer(ctr, 0, true);
      expect(await subject.runtime.updateContainerStatus(ctr)).toMatchObject({ state: 'exited', exitCode: 137 });
    } finally {
      await subject[Symbol.asyncDispose]();
    }
  });

  it('takes a container as stopped which has ended, whatever the runtime says of the signal', async () => {
    const ends = 'for id; do [ "$before" = kill ] && break; before=$id; done; REAL "$@"';
    const waits = 'until REAL --root "$2" state "$id" | grep -q stopped; do :; done';
    const refuses = 'echo "no signal for the dead" >&2; exit 1';
    const subject = await withProgram(
      'path',
      `case " $* " in *" kill "*) ${ends}; ${waits}; ${refuses};; esac; exec REAL "$@"`,
    );
    try {
      const ctr = await subject.create({ command: ['sleep', '1000'] });
      await subject.make(ctr);
      await subject.runtime.startContainer(ctr);
      await subject.runtime.stopContainer(ctr, 0, false);
      expect(await subject.runtime.updateContainerStatus(ctr)).toMatchObject({ state: 'exited', exitCode: 137 });
    } finally {
      await subject[Symbol.asyncDispose]();
    }
  });

  it('says of a runtime that is killed halfway that it was, and goes on with the container', async () => {
    const subject = await withProgram('path', 'case "$*" in *pause*) REAL "$@"; kill -KILL $$;; esac; exec REAL "$@"');
    try {
      const ctr = await subject.create({ command: ['sleep', '1000'] });
      await subject.make(ctr);
      await subject.runtime.startContainer(ctr);
      await expect(subject.runtime.pauseContainer(ctr)).rejects.toMatchObject({
        code: 'engine-failed',
        message: expect.stringContaining('was killed'),
      });
      expect((await subject.runtime.updateContainerStatus(ctr)).state).toBe('paused');
      await subject.runtime.unpauseContainer(ctr);
    } finally {
      await subject[Symbol.asyncDispose]();
    }
  });

  it.each([
    ['at once', 'echo "[conmon:e]: no room for it" >&2; exit 1'],
    ['after it has closed its pipes', 'exec 3>&- 4<&-; sleep 0.2; echo "[conmon:e]: no room for it" >&2; exit 1'],
    ['by its pipe', `echo '{"data": -1, "message": "no room for it"}' >&3`],
  ])('tells why conmon failed: %s', async (_when, script) => {
    const subject = await withProgram('conmon', script);
    try {
      const ctr = await subject.create({ command: ['true'] });
      await expect(subject.make(ctr)).rejects.toMatchObject({ engineMessage: 'no room for it' });
      expect((await subject.runtime.updateContainerStatus(ctr)).state).toBe('created');
    } finally {
      await subject[Symbol.asyncDispose]();
    }
  });

  it.each([
    ['by its pipe', `echo '{"data": -1, "message": "no room for it"}' >&5`],
    ['by its words', 'echo "no room for it" >&2; exec 5>&-; sleep 0.2; exit 1'],
  ])('tells why conmon does not listen for an exec session: %s', async (_when, script) => {
    const subject = await withProgram('conmon', `case "$*" in *--exec-attach*) ${script};; *) exec REAL "$@";; esac`);
    try {
      const ctr = await subject.create({ command: ['sleep', '1000'] });
      await subject.make(ctr);
      await subject.runtime.startContainer(ctr);
      const streams = { input: null, output: null, error: null };
      const started = subject.runtime.execContainer(ctr, 'one', { cmd: ['true'], terminal: false, streams });
      await expect(started).rejects.toMatchObject({ code: 'engine-failed', engineMessage: 'no room for it' });
      // It has left nothing that would be in the way of another.
      await expect(subject.runtime.execUpdateStatus(ctr, 'one')).rejects.toMatchObject({ code: 'not-found' });
      expect(await readdir(path.dirname(path.dirname(subject.runtime.execAttachSocketPath(ctr, 'one'))))).toEqual([]);
    } finally {
      await subject[Symbol.asyncDispose]();
    }
  });

  it('runs no command of an exec session that was refused', async () => {
    // It listens and runs in another folder than the session's, in which there is no socket then.
    const elsewhere = [
      'cp -r . "$0.d"; ln -s "$0.d/conmon.pid" .',
      'for a; do shift; set -- "$@" "$(printf %s "$a" | sed "s#$PWD#$0.d#")"; done; exec REAL "$@"',
    ].join('; ');
    const subject = await withProgram(
      'conmon',
      `case "$*" in *--exec-attach*) ${elsewhere};; *) exec REAL "$@";; esac`,
    );
    try {
      const ctr = await subject.create({ command: ['sleep', '1000'] });
      await subject.make(ctr);
      await subject.runtime.startContainer(ctr);
      const streams = { input: null, output: null, error: null };
      const options = { cmd: ['touch', '/tmp/ran'], terminal: false, streams };
      await expect(subject.runtime.execContainer(ctr, 'one', options)).rejects.toMatchObject({ name: 'GantryError' });
      const conmon = (await pidIn(path.join(folder, 'program.d/conmon.pid'))) ?? 0;
      expect(conmon).toBeGreaterThan(1);
      await expect.poll(() => knownProcess(conmon)).toBeNull();
      const { pid } = await subject.runtime.updateContainerStatus(ctr);
      expect(await readdir(`/proc/${pid}/root/tmp`)).toEqual([]);
    } finally {
      await subject[Symbol.asyncDispose]();
    }
  });
});

describe('a container', () => {
  let subject: ConmonSubject;
  beforeAll(async () => {
    subject = await startConmonSubject(await runcPrograms());
  });
  afterAll(() => subject[Symbol.asyncDispose]());

  const running = async (command: readonly string[], more: { interactive?: boolean; memory?: number } = {}) => {
    const ctr = await subject.create({ command, ...more });
    await subject.make(ctr);
    await subject.runtime.startContainer(ctr);
    return ctr;
  };

  it.each([
    ['broken', '{"process": '],
    ['empty', ''],
    ['no configuration at all', '[]'],
  ])('whose config.json is %s is refused, and can be removed', async (_what, text) => {
    const ctr = await subject.create({ command: ['true'] });
    await writeFile(path.join(subject.bundleOf(ctr).path, 'config.json'), text);
    await expect(subject.make(ctr)).rejects.toMatchObject({ name: 'GantryError', engineMessage: expect.any(String) });
    await subject.runtime.deleteContainer(ctr);
  });

  it('of an id that there is already is refused, and the other lives on', async () => {
    const ctr = await running(['sh', '-c', 'read line; exit 4'], { interactive: true });
    await expect(subject.make(ctr)).rejects.toMatchObject({ code: 'conflict' });
    const terminal = new Terminal(new Kept());
    const attached = subject.runtime.httpAttach(ctr, terminal, all, undefined, new AbortController().signal);
    terminal.type('go\n');
    await attached;
    expect((await subject.untilEnded(ctr)).exitCode).toBe(4);
  });

  it('that the kernel kills for its memory is told so', async () => {
    const ctr = await running(['sh', '-c', 'x=a; while :; do x=$x$x; done'], { memory: 20 * 1024 * 1024 });
    expect(await subject.untilEnded(ctr)).toMatchObject({ exitCode: 137, oomKilled: true });
  });

  it('whose conmon was killed is stopped when it has ended, without an exit code', async () => {
    const ctr = await running(['sleep', '100000']);
    const { pid } = await subject.runtime.updateContainerStatus(ctr);
    const conmon = Number((await subject.conmonPid(ctr)) ?? 0);
    process.kill(conmon, 'SIGKILL');
    expect(await subject.runtime.updateContainerStatus(ctr)).toMatchObject({ state: 'running', pid });
    await subject.runtime.stopContainer(ctr, 0, false);
    expect(await subject.runtime.updateContainerStatus(ctr)).toMatchObject({ state: 'exited', exitCode: -1 });
  });

  it('has conmons in no control group of ours: they go on when the app’s is ended', async () => {
    const groups = async (pid: number | null) =>
      (await readFile(`/proc/${pid ?? 'none'}/cgroup`, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => line.split(':')[2]);
    const ctr = await running(['sleep', '100000']);
    const streams = { input: null, output: null, error: null };
    const options = { cmd: ['sleep', '100000'], terminal: false, streams };
    const { ended } = await subject.runtime.execContainer(ctr, 'session', options);
    const execFolder = path.dirname(subject.runtime.execAttachSocketPath(ctr, 'session'));
    for (const pid of [await subject.conmonPid(ctr), await pidIn(path.join(execFolder, 'conmon.pid'))]) {
      expect(new Set(await groups(pid))).toEqual(new Set(['/gantry-conmon']));
    }
    await subject.runtime.execStopContainer(ctr, 'session', 0);
    expect(await ended).toBe(137);
  });

  it('is not held up by one who takes nothing of what it says', async () => {
    const ctr = await running(['sh', '-c', 'read line; head -c 3000000 /bin/busybox; cat /bin/busybox; exit 6'], {
      interactive: true,
    });
    // A writer that never says that it has written.
    const stuck = new Terminal(new Kept());
    stuck._write = () => undefined;
    const quick = new Terminal(new Kept());
    const { signal } = new AbortController();
    const stuckAttached = subject.runtime.httpAttach(ctr, stuck, { ...all, stdin: false }, undefined, signal);
    const quickAttached = subject.runtime.httpAttach(ctr, quick, all, undefined, signal);
    quick.type('go\n');
    await expect(stuckAttached).rejects.toMatchObject({ code: 'cancelled' });
    await quickAttached;
    expect((await subject.untilEnded(ctr)).exitCode).toBe(6);
  });

  it('leaves nothing on the machine when it is removed', async () => {
    const ctr = await running(['sh', '-c', 'read line'], { interactive: true });
    const { output, error } = { output: new Kept(), error: new Kept() };
    const streams = { input: null, output, error };
    const session = await subject.runtime.execContainer(ctr, 'early', { cmd: ['true'], terminal: false, streams });
    await session.ended;
    await subject.runtime.stopContainer(ctr, 0, false);
    await subject.untilEnded(ctr);
    // What a restore puts aside, whose app was killed.
    await mkdir(path.join(subject.folder, 'run/containers', `${ctr.id}.earlier`));
    await writeFile(`${subject.runtime.exitFilePath(ctr)}.earlier`, '137');
    await expect(
      subject.runtime.execContainer(ctr, 'late', {
        cmd: ['true'],
        terminal: false,
        streams: { input: null, output, error },
      }),
    ).rejects.toMatchObject({ code: 'wrong-state' });
    await subject.runtime.deleteContainer(ctr);
    await expect(subject.runtime.execUpdateStatus(ctr, 'early')).rejects.toMatchObject({ code: 'not-found' });
    const run = path.join(subject.folder, 'run');
    for (const folder of ['exits', 'sockets', 'containers', 'runtime']) {
      expect((await readdir(path.join(run, folder))).filter((name) => name.includes(ctr.id))).toEqual([]);
    }
    const left = await readdir(subject.bundleOf(ctr).path);
    expect(left.filter((name) => !['config.json', 'ctr.log'].includes(name))).toEqual([]);
  });
});

describe('a driver whose folders have long names', () => {
  it('reaches its containers all the same', async () => {
    const long = path.join('/tmp', `gantry-${'long'.repeat(40)}`);
    await mkdir(long, { recursive: true });
    const subject = await startConmonSubject(await runcPrograms(), long);
    try {
      const ctr = await subject.create({ command: ['sh'], terminal: true, interactive: true });
      await subject.make(ctr);
      await subject.runtime.startContainer(ctr);
      const said = new Kept();
      const terminal = new Terminal(said);
      const attached = subject.runtime.httpAttach(ctr, terminal, all, undefined, new AbortController().signal);
      terminal.type('echo $((6 * 7)); exit 3\r');
      await attached;
      expect(said.text).toContain('\r\n42\r\n');
      expect((await subject.untilEnded(ctr)).exitCode).toBe(3);
    } finally {
      await subject[Symbol.asyncDispose]();
      await rm(long, { recursive: true, force: true });
    }
  });
});
