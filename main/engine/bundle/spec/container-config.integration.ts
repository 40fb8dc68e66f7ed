/** The configuration in real containers: what one finds inside of it. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConmonSubject, startConmonSubject } from '../../../runtime/conmon/testing/conmon-subject.ts';
import { crunPrograms, runcPrograms } from '../../../runtime/conmon/testing/programs.ts';
import type { RuntimeContainer } from '../../../runtime/oci-runtime.ts';
import { Kept } from '../../../runtime/testing/streams.ts';
import { type Changes, wishFor } from '../testing/wish.ts';
import { containerConfig } from './container-config.ts';

describe.each([
  ['runc', runcPrograms],
  ['crun', crunPrograms],
] as const)('a container made by %s', (_name, programs) => {
  let subject: ConmonSubject;
  let files: string;
  beforeAll(async () => {
    subject = await startConmonSubject(await programs());
    files = await mkdtemp(path.join(tmpdir(), 'gantry-files-'));
  });
  afterAll(async () => {
    await subject[Symbol.asyncDispose]();
    await rm(files, { recursive: true });
  });

  async function made(changes: Changes): Promise<RuntimeContainer> {
    const terminal = changes.spec?.terminal ?? false;
    const ctr = await subject.create({ command: [], terminal });
    const root = path.join(subject.folder, 'rootfs');
    const wish = wishFor(root, { ...changes, wish: { cgroupsPath: `/gantry-${ctr.id}`, ...changes.wish } });
    const { config } = await containerConfig(wish);
    await writeFile(path.join(subject.bundleOf(ctr).path, 'config.json'), JSON.stringify(config));
    await subject.make(ctr);
    await subject.runtime.startContainer(ctr);
    return ctr;
  }

  /** What a container has said once it has ended. */
  async function said(command: string, changes: Changes = {}) {
    const ctr = await made({ ...changes, spec: { ...changes.spec, command: ['sh', '-c', command] } });
    const { exitCode } = await subject.untilEnded(ctr);
    const { log } = subject.bundleOf(ctr);
    const lines = (await readFile(log?.path ?? '', 'utf8')).trimEnd().split('\n');
    return { exitCode, lines: lines.map((line) => line.split(' ').slice(3).join(' ').trimEnd()) };
  }

  it('has Podman’s capabilities as root, and system calls by a filter', async () => {
    const { lines } = await said('grep -E "^(Cap|Seccomp:|NoNewPrivs)" /proc/self/status');
    const sets = Object.fromEntries(lines.map((line) => line.split(/:\s*/)));
    expect(sets).toEqual({
      CapInh: '0000000000000000',
      CapPrm: '00000000800405fb',
      CapEff: '00000000800405fb',
      CapBnd: '00000000800405fb',
      CapAmb: '0000000000000000',
      NoNewPrivs: '0',
      Seccomp: '2',
    });
  });

  it('has none as another user, who is found by its name', async () => {
    const { lines } = await said('id -u; id -g; pwd; echo $HOME; grep CapEff /proc/self/status', {
      image: { user: 'nobody', workingDirectory: '/made/for it' },
    });
    expect(lines).toEqual(['65534', '65534', '/made/for it', '/', 'CapEff:\t0000000000000000']);
  });

  it('sees neither the machine’s keys nor its memory, and changes no setting of its kernel', async () => {
    const attempts = [
      'echo 1 > /proc/sys/kernel/panic',
      'echo 1 > /sys/kernel/profiling',
      'mkdir /sys/fs/cgroup/x /sys/fs/cgroup/memory/x',
      'mknod /tmp/sda b 8 0',
      'mount -t tmpfs tmpfs /tmp',
      'cat /proc/kcore | grep -q .',
    ];
    const { lines } = await said(
      ['cat /proc/keys /proc/timer_list | wc -c', 'ls /sys/firmware | wc -l', ...attempts.map(told)].join(';'),
    );
    expect(lines).toEqual(['0', '0', ...attempts.map((attempt) => `refused: ${attempt}`)]);
  });

  it('has its own host name, files and variables', async () => {
    const hosts = path.join(files, 'hosts');
    await writeFile(hosts, '127.0.0.1 localhost\n');
    const { lines } = await said('hostname; cat /etc/hosts; echo "$WHAT" "$container" "$TERM"; ulimit -n; umask', {
      spec: { environment: [{ name: 'WHAT', value: "it's\tso" }] },
      wish: {
        hostname: 'harbour',
        files: { hosts, resolvConf: null, hostname: null, containerenv: null, shm: null },
        ulimits: [{ type: 'nofile', soft: 99, hard: 100 }],
      },
    });
    expect(lines).toEqual(['harbour', '127.0.0.1 localhost', "it's\tso oci", '99', '0022']);
  });

  it('finds what programs expect: memory to share, queues, a terminal of its own', async () => {
    const { lines } = await said(
      'tty; echo $TERM; mount | grep -cE "on /dev/(shm|mqueue|pts) "; echo > /dev/shm/x && echo ok',
      {
        spec: { terminal: true },
      },
    );
    expect(lines).toEqual(['/dev/pts/0', 'xterm', '3', 'ok']);
  });

  it('may ping without a capability for it, by its own network’s setting', async () => {
    const { lines } = await said('cat /proc/sys/net/ipv4/ping_group_range');
    expect(lines).toEqual(['0\t0']);
  });

  it('has volumes, one of them to read only', async () => {
    const folder = path.join(files, 'volume');
    await mkdir(folder);
    const volume = { source: folder, relabel: 'none' } as const;
    const { lines } = await said(`echo one > /w/file; cat /r/file; ${told('echo two > /r/file')}`, {
      spec: {
        volumes: [
          { ...volume, destination: '/w', readOnly: false },
          { ...volume, destination: '/r', readOnly: true },
        ],
      },
    });
    expect(lines).toEqual(['one', 'refused: echo two > /r/file']);
    expect(await readFile(path.join(folder, 'file'), 'utf8')).toBe('one\n');
  });

  it('ends by its exit code, and takes commands meanwhile', async () => {
    const ctr = await made({ spec: { command: ['sh', '-c', 'until [ -e /tmp/go ]; do sleep 0.05; done; exit 7'] } });
    const output = new Kept();
    const run = (id: string, cmd: readonly string[]) =>
      subject.runtime.execContainer(ctr, id, { cmd, terminal: false, streams: { input: null, output, error: null } });
    expect(await (await run('one', ['grep', 'Seccomp:', '/proc/self/status'])).ended).toBe(0);
    expect(output.text).toBe('Seccomp:\t2\n');
    // It may go with the container, which it lets go.
    await (await run('two', ['touch', '/tmp/go'])).ended;
    expect(await subject.untilEnded(ctr)).toMatchObject({ exitCode: 7 });
  });
});

/** Says that a command was refused, where it was. */
function told(command: string): string {
  return `(${command}) 2> /dev/null || echo 'refused: ${command}'`;
}
