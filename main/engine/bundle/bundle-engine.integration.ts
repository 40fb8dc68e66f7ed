/** The bundle engine's containers, each through its life, with a real conmon and runc. */
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerAction } from '../../../shared/container.ts';
import type { StatsSample } from '../../../shared/stats.ts';
import type { RuntimeContainer } from '../../runtime/oci-runtime.ts';
import { Kept, Terminal } from '../../runtime/testing/streams.ts';
import { owned } from '../testing/owned.ts';
import { ImageStore } from './images/image-store.ts';
import { type BundleSubject, startBundleSubject } from './testing/bundle-subject.ts';

let subject: BundleSubject;
beforeAll(async () => {
  subject = await startBundleSubject();
});
afterAll(() => subject[Symbol.asyncDispose]());

const sleeper = ['sleep', '1000'];
/** Deaf to its stop signal, unless it says so. */
const obedient = ['sh', '-c', 'trap "exit 7" TERM; echo ready; while :; do sleep 0.05; done'];
const remove = { do: 'remove', force: false, volumes: false } as const;
const act = (ctr: RuntimeContainer, action: ContainerAction) => subject.engine.act(ctr.id, action);
const row = (ctr: RuntimeContainer) => subject.engine.container(ctr.id).summary;
const exec = async (ctr: RuntimeContainer, ...cmd: string[]) => {
  const output = new Kept();
  const options = { cmd, terminal: false, streams: { input: null, output, error: null } };
  const { ended } = await subject.engine.runtimeOf(ctr.id).execContainer(ctr, crypto.randomUUID(), options);
  expect(await ended).toBe(0);
  return output.text;
};
const logOf = async (ctr: RuntimeContainer) => {
  const texts: string[] = [];
  const query = { tail: 1000, follow: false };
  for await (const lines of subject.engine.logs(ctr.id, query, new AbortController().signal)) {
    texts.push(...lines.map(({ text }) => text));
  }
  return texts;
};

describe('a container', () => {
  it('is made of an image, runs, is stopped as it asks for, starts again, and goes with all that it had', async () => {
    const ctr = await subject.create(obedient, { name: 'whole' });
    expect(row(ctr)).toMatchObject({
      ...{ name: 'whole', image: 'localhost/busybox:latest', state: 'created', command: obedient },
      ...{ startedAt: null, exitedAt: null, exitCode: null, checkpointed: false },
    });
    await act(ctr, { do: 'start' });
    expect(row(ctr)).toMatchObject({ state: 'running', startedAt: expect.any(Number), exitCode: null });
    await expect.poll(() => logOf(ctr)).toEqual(['ready']);
    await act(ctr, { do: 'stop', timeoutSeconds: null });
    expect(row(ctr)).toMatchObject({ state: 'exited', exitCode: 7, exitedAt: expect.any(Number) });
    await act(ctr, { do: 'start' });
    expect(row(ctr)).toMatchObject({ state: 'running', exitCode: null, exitedAt: null });
    await expect.poll(() => logOf(ctr)).toEqual(['ready', 'ready']);
    await act(ctr, { do: 'remove', force: true, volumes: false });
    expect(subject.engine.containers().containers).toEqual([]);
    expect(await readdir(path.join(subject.place.folder, 'containers'))).toEqual([]);
    expect(await readdir(path.join(subject.place.runFolder, 'runc', 'containers'))).toEqual([]);
    expect(await readdir('/sys/fs/cgroup/pids')).not.toContain(`gantry-${ctr.id}`);
  });

  it('has what the image says and what was asked for, and writes to files of its own', async () => {
    const environment = [{ name: 'ASKED', value: 'for = "this"' }];
    const [one, other] = [await subject.run(sleeper, { environment }), await subject.run(sleeper)];
    expect(await exec(one, 'sh', '-c', 'echo "$MADE, $ASKED"; hostname; echo mine > /file')).toBe(
      `by the image, for = "this"\n${one.id.slice(0, 12)}\n`,
    );
    expect(await exec(other, 'ls', '/')).not.toContain('file');
    for (const ctr of [one, other]) await act(ctr, { ...remove, force: true });
  });

  it('sees the network that was asked for: the machine’s, or none; and is frozen and brought back with either', async () => {
    const devices = async (ctr: RuntimeContainer) =>
      (await exec(ctr, 'ls', '/sys/class/net')).trim().split(/\s+/).sort();
    const machines = (await readdir('/sys/class/net')).sort();
    const [host, none] = [
      await subject.run(sleeper, { network: 'host' }),
      await subject.run(sleeper, { network: 'none' }),
    ];
    const namespaceOf = (ctr: RuntimeContainer) => readlink(`/proc/${row(ctr).pid}/ns/net`);
    const own = await readlink('/proc/self/ns/net');
    expect(await namespaceOf(host)).toBe(own);
    expect(await namespaceOf(none)).not.toBe(own);
    expect(await exec(host, 'cat', '/proc/net/dev')).toContain(machines.at(-1));
    expect(await devices(none)).toEqual(['lo']);
    for (const ctr of [host, none]) {
      expect((await subject.engine.inspect(ctr.id)).networkMode).toBe(ctr === host ? 'host' : 'none');
      const runtime = subject.engine.runtimeOf(ctr.id);
      await runtime.checkpointContainer(ctr, {});
      await runtime.createContainer({ container: ctr });
      expect((await namespaceOf(ctr)) === own).toBe(ctr === host);
      await act(ctr, { ...remove, force: true });
    }
  });

  it('is stopped by the signal that its image names, and killed when its own time is over', async () => {
    const own = owned(await startBundleSubject());
    await own.quit();
    const images = await ImageStore.open({ folder: path.join(own.place.folder, 'images'), umoci: null });
    const settings = { environment: ['PATH=/bin'], command: ['sh'], stopSignal: 'SIGUSR1' };
    await images.import(path.join(own.root, 'rootfs'), { name: 'localhost/usr1:latest', settings });
    await own.restart();
    const image = 'localhost/usr1:latest';
    const script = 'trap "exit 5" USR1; trap "exit 6" TERM; echo ready; while :; do sleep 0.05; done';
    const ctr = await own.run(['sh', '-c', script], { image });
    expect(await own.engine.inspect(ctr.id)).toMatchObject({ stopSignal: 'SIGUSR1', stopTimeoutSeconds: 10 });
    const { signal } = new AbortController();
    for await (const [line] of own.engine.logs(ctr.id, { tail: 1, follow: true }, signal)) if (line?.text) break;
    await own.engine.act(ctr.id, { do: 'stop', timeoutSeconds: null });
    expect(own.engine.container(ctr.id).summary.exitCode).toBe(5);
    const deaf = await own.run(['sh', '-c', 'trap "" USR1; echo ready; while :; do sleep 0.05; done'], { image });
    for await (const [line] of own.engine.logs(deaf.id, { tail: 1, follow: true }, signal)) if (line?.text) break;
    const began = Date.now();
    await own.engine.act(deaf.id, { do: 'stop', timeoutSeconds: 1 });
    expect(Date.now() - began).toBeGreaterThanOrEqual(1000);
    expect(own.engine.container(deaf.id).summary.exitCode).toBe(137);
  });

  it.each(['host', 'none'] as const)('publishes no ports with the network %s', async (network) => {
    const ports = [{ hostIp: '', hostPort: null, containerPort: 80, protocol: 'tcp' as const }];
    await expect(subject.create(sleeper, { network, ports })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('that ends by itself is told, with its exit code and time, without being asked', async () => {
    const ctr = await subject.run(['sh', '-c', 'sleep 0.2; exit 3']);
    await subject.untilState(ctr, 'exited');
    expect(row(ctr)).toMatchObject({ exitCode: 3 });
    expect(await subject.engine.inspect(ctr.id)).toMatchObject({ pid: null, summary: { exitCode: 3 } });
    await act(ctr, remove);
  });

  it('that is removed when it ends is gone then', async () => {
    const ctr = await subject.run(['true'], { autoRemove: true });
    await subject.changes.until(() => !subject.engine.containers().containers.some(({ id }) => id === ctr.id));
  });

  it('that is killed is not told to have run out of memory', async () => {
    const ctr = await subject.run(sleeper);
    await act(ctr, { do: 'kill', signal: 'SIGKILL' });
    await subject.untilState(ctr, 'exited');
    expect(row(ctr)).toMatchObject({ exitCode: 137, oomKilled: false });
    expect(await subject.engine.inspect(ctr.id)).toMatchObject({ oomKilled: false });
    await act(ctr, remove);
  });

  it('is paused and goes on', async () => {
    const ctr = await subject.run(sleeper);
    await act(ctr, { do: 'pause' });
    expect(row(ctr).state).toBe('paused');
    await act(ctr, { do: 'unpause' });
    expect(row(ctr).state).toBe('running');
    await act(ctr, { do: 'restart', timeoutSeconds: 0 });
    expect(row(ctr)).toMatchObject({ state: 'running' });
    await act(ctr, { do: 'rename', name: 'another' });
    expect(row(ctr).name).toBe('another');
    await act(ctr, { ...remove, force: true });
  });

  it('tells its processes, as podman top does', async () => {
    const ctr = await subject.run(['sh', '-c', 'sleep 1000 & exec sleep 1001']);
    await expect.poll(async () => (await subject.engine.processes(ctr.id)).rows.length).toBe(2);
    const { titles, rows } = await subject.engine.processes(ctr.id);
    expect(titles).toEqual(['USER', 'PID', 'PPID', '%CPU', 'ELAPSED', 'TTY', 'TIME', 'COMMAND']);
    expect(rows).toEqual([
      [
        'root',
        '1',
        '0',
        expect.stringMatching(/^\d+\.\d{3}$/),
        expect.stringMatching(/s$/),
        '?',
        expect.stringMatching(/s$/),
        'sleep 1001',
      ],
      [
        'root',
        expect.stringMatching(/^\d+$/),
        '1',
        expect.any(String),
        expect.any(String),
        '?',
        expect.any(String),
        'sleep 1000',
      ],
    ]);
    await act(ctr, { ...remove, force: true });
    await expect(subject.engine.processes(ctr.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('tells its figures, to all who look, and again when it is started again', async () => {
    const ctr = await subject.run(['sh', '-c', 'while :; do :; done']);
    const sampled = () => {
      const ending = new AbortController();
      return new Promise<StatsSample>((sample, refused) => {
        subject.engine.watchStats(ctr.id, { sample, refused }, ending.signal);
      }).finally(() => ending.abort());
    };
    for (const { cpuPercent, memoryBytes, processes } of await Promise.all([sampled(), sampled()])) {
      expect(cpuPercent).toBeGreaterThan(5);
      expect(memoryBytes).toBeGreaterThan(0);
      expect(processes).toBe(1);
    }
    const after = sampled();
    await act(ctr, { do: 'restart', timeoutSeconds: 0 });
    expect((await after).processes).toBe(1);
    await act(ctr, { ...remove, force: true });
  });

  it('counts its exec sessions', async () => {
    const ctr = await subject.run(sleeper);
    expect(await subject.engine.openExecSessions(ctr.id)).toBe(0);
    const runtime = subject.engine.runtimeOf(ctr.id);
    const streams = { input: null, output: new Kept(), error: null };
    const { ended } = await runtime.execContainer(ctr, 'session', { cmd: sleeper, terminal: true, streams });
    expect(await subject.engine.openExecSessions(ctr.id)).toBe(1);
    await runtime.execStopContainer(ctr, 'session', 1);
    await ended;
    expect(await subject.engine.openExecSessions(ctr.id)).toBe(0);
    await act(ctr, { ...remove, force: true });
  });
});

describe('a refusal says what to do, and nothing has happened, when it comes to', () => {
  const states = new Map<string, RuntimeContainer>();
  beforeAll(async () => {
    states.set('created', await subject.create(sleeper, { name: 'created' }));
    states.set('running', await subject.run(sleeper, { name: 'running' }));
    states.set('paused', await subject.run(sleeper, { name: 'paused' }));
    await subject.engine.act(states.get('paused')?.id ?? '', { do: 'pause' });
    const exited = await subject.run(['true'], { name: 'exited' });
    await subject.untilState(exited, 'exited');
    states.set('exited', exited);
  });
  afterAll(async () => {
    for (const ctr of states.values()) await act(ctr, { ...remove, force: true });
  });

  it.each<[ContainerAction, string, { code: string; hint: string }]>([
    [{ do: 'start' }, 'paused', { code: 'wrong-state', hint: 'Unpause it' }],
    [{ do: 'pause' }, 'created', { code: 'wrong-state', hint: 'Start it first' }],
    [{ do: 'pause' }, 'exited', { code: 'wrong-state', hint: 'Start it first' }],
    [{ do: 'pause' }, 'paused', { code: 'wrong-state', hint: 'paused already' }],
    [{ do: 'unpause' }, 'running', { code: 'wrong-state', hint: 'nothing to unpause' }],
    [{ do: 'kill', signal: 'SIGTERM' }, 'exited', { code: 'wrong-state', hint: 'Start it first' }],
    [{ do: 'stop', timeoutSeconds: 0 }, 'paused', { code: 'wrong-state', hint: 'Unpause it' }],
    [{ do: 'restart', timeoutSeconds: 0 }, 'paused', { code: 'wrong-state', hint: 'Unpause it' }],
    [remove, 'running', { code: 'wrong-state', hint: 'by force' }],
    [remove, 'paused', { code: 'wrong-state', hint: 'by force' }],
    [{ do: 'rename', name: 'paused' }, 'running', { code: 'conflict', hint: 'another name' }],
  ])('%o of %s', async (action, name, { code, hint }) => {
    const ctr = states.get(name);
    if (ctr === undefined) throw new Error(`There is no ${name}.`);
    const before = row(ctr);
    await expect(act(ctr, action)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(name),
      hint: expect.stringContaining(hint),
    });
    expect(row(ctr)).toEqual(before);
    const { state } = await subject.engine.runtimeOf(ctr.id).updateContainerStatus(ctr);
    expect(state).toBe(before.state);
  });

  it('a signal that is none', async () => {
    const ctr = states.get('running') ?? { id: '', name: '' };
    const refused = act(ctr, { do: 'kill', signal: 'SIGNOPE' });
    await expect(refused).rejects.toMatchObject({ code: 'invalid', hint: expect.stringContaining('SIGTERM') });
    expect(row(ctr).state).toBe('running');
  });

  it('a name that is taken, an image that is not there, a command that is not there', async () => {
    const make = (more: object) => subject.create(sleeper, more);
    await expect(make({ name: 'running' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(make({ image: 'no-such' })).rejects.toMatchObject({ code: 'not-found' });
    const ctr = await subject.create(['/no/such']);
    await expect(act(ctr, { do: 'start' })).rejects.toMatchObject({
      code: 'invalid',
      engineMessage: expect.stringContaining('/no/such'),
    });
    expect(row(ctr).state).toBe('created');
    await act(ctr, remove);
    const names = await Promise.allSettled([make({ name: 'twice' }), make({ name: 'twice' })]);
    expect(names.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await act(
      subject.engine.containers().containers.find(({ name }) => name === 'twice') ?? { id: '', name: '' },
      remove,
    );
  });
});

describe('the next start of the app', () => {
  it('finds each container as it is by now, and goes on from there', async () => {
    const [running, ending, created] = [
      await subject.run(obedient, { terminal: true }),
      await subject.run(['sh', '-c', 'read line; exit 5'], { terminal: true }),
      await subject.create(sleeper),
    ];
    await subject.restart();
    expect(row(running)).toMatchObject({ state: 'running', startedAt: expect.any(Number) });
    expect(row(created)).toMatchObject({ state: 'created' });
    expect(row(ending)).toMatchObject({ state: 'running' });
    await act(running, { do: 'stop', timeoutSeconds: null });
    expect(row(running)).toMatchObject({ state: 'exited', exitCode: 7 });
    const terminal = new Terminal(new Kept());
    const all = { stdin: true, stdout: true, stderr: true };
    const { signal } = new AbortController();
    const attached = subject.engine.runtimeOf(ending.id).httpAttach(ending, terminal, all, '', signal);
    terminal.type('a line\r');
    await attached;
    await subject.untilState(ending, 'exited');
    expect(row(ending)).toMatchObject({ exitCode: 5 });
    for (const ctr of [running, ending, created]) await act(ctr, remove);
  });

  it('comes back to a terminal as often as it likes', async () => {
    const ctr = await subject.run(['sh'], { terminal: true });
    for (const times of [1, 2, 3]) {
      const said = new Kept();
      const leaving = new AbortController();
      const all = { stdin: true, stdout: true, stderr: true };
      const terminal = new Terminal(said);
      const attached = subject.engine.runtimeOf(ctr.id).httpAttach(ctr, terminal, all, '', leaving.signal);
      terminal.type(`echo $((${times} * 7))\r`);
      await said.until(new RegExp(`\r\n${times * 7}\r\n`));
      leaving.abort();
      await attached;
      await subject.restart();
    }
    await act(ctr, { ...remove, force: true });
  });

  it('after a reboot finds what ran as ended, and starts it again', async () => {
    const ctr = await subject.run(sleeper);
    await act(ctr, { do: 'kill', signal: 'SIGKILL' });
    await subject.untilState(ctr, 'exited');
    const before = row(ctr);
    await subject.reboot();
    expect(row(ctr)).toEqual(before);
    await act(ctr, { do: 'start' });
    expect(row(ctr).state).toBe('running');
    await act(ctr, { ...remove, force: true });
  });

  it('lists one whose record is broken, and can only remove it', async () => {
    const ctr = await subject.run(sleeper);
    const file = path.join(subject.place.folder, 'containers', ctr.id, 'record.json');
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, 40));
    await subject.restart();
    expect(row(ctr)).toMatchObject({ name: ctr.id.slice(0, 12), state: 'running' });
    await expect(act(ctr, { do: 'stop', timeoutSeconds: 0 })).rejects.toMatchObject({
      code: 'invalid',
      hint: expect.stringContaining('record.json'),
    });
    await expect(subject.engine.inspect(ctr.id)).rejects.toMatchObject({ code: 'invalid' });
    await act(ctr, { ...remove, force: true });
    expect(subject.engine.containers().containers).toEqual([]);
  });
});
