import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Changes, wishFor } from '../testing/wish.ts';
import { containerConfig } from './container-config.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'gantry-root-'));
  await mkdir(path.join(root, 'etc'));
  await writeFile(path.join(root, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\nweb:x:33:34::/srv:/bin/sh\n');
  await writeFile(path.join(root, 'etc/group'), 'more:x:90:web\n');
});
afterAll(() => rm(root, { recursive: true }));

const made = (changes: Changes = {}) => containerConfig(wishFor(root, changes));
const processOf = async (changes: Changes) => (await made(changes)).config.process;
const namespaces = async (changes: Changes) => (await made(changes)).config.linux.namespaces;

describe('what a container runs', () => {
  it.each([
    ['the image’s command', [], [], ['sh'], ['sh']],
    ['what was asked for, before the image’s command', ['ls', '-l'], [], ['sh'], ['ls', '-l']],
    ['the image’s entry point with its command', [], ['entry'], ['one'], ['entry', 'one']],
    ['the image’s entry point with what was asked for', ['two'], ['entry', '-x'], ['one'], ['entry', '-x', 'two']],
  ])('is %s', async (_what, command, entrypoint, imageCommand, args) => {
    const changes = { spec: { command }, image: { entrypoint, command: imageCommand } };
    expect((await processOf(changes)).args).toEqual(args);
  });

  it('is refused where nobody says it', async () => {
    await expect(made({ image: { command: [] } })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('comes after the init where one is asked for, which has to be there', async () => {
    const spec = { init: true };
    const { config } = await made({ spec, wish: { initPath: '/usr/bin/catatonit' } });
    expect(config.process.args).toEqual(['/run/podman-init', '--', 'sh']);
    expect(config.mounts).toContainEqual({
      destination: '/run/podman-init',
      type: 'bind',
      source: '/usr/bin/catatonit',
      options: ['bind', 'rprivate', 'ro'],
    });
    await expect(made({ spec })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('runs where the image says, however it writes it', async () => {
    expect((await processOf({})).cwd).toBe('/');
    expect((await processOf({ image: { workingDirectory: 'app/../srv/' } })).cwd).toBe('/srv');
  });
});

describe('its environment', () => {
  const image = { environment: ['A=image', 'B=image', 'PATH=/image', 'broken', '=also'] };

  it('is the image’s, with what was asked for in its place', async () => {
    const environment = [
      { name: 'B', value: 'asked=yes' },
      { name: 'C', value: '' },
    ];
    expect((await processOf({ image, spec: { environment } })).env).toEqual([
      'PATH=/image',
      'container=oci',
      'HOSTNAME=host',
      'A=image',
      'B=asked=yes',
      'C=',
      'HOME=/root',
    ]);
  });

  it('has the kind of terminal where there is one', async () => {
    expect((await processOf({ spec: { terminal: true } })).env).toContain('TERM=xterm');
    expect((await processOf({})).env.join()).not.toContain('TERM=');
  });

  it('leaves a home that was set', async () => {
    const environment = [{ name: 'HOME', value: '/elsewhere' }];
    expect((await processOf({ spec: { environment } })).env.filter((each) => each.startsWith('HOME='))).toEqual([
      'HOME=/elsewhere',
    ]);
  });

  it.each([
    ['A=B', ''],
    ['A', 'zero\0'],
  ])('refuses %j=%j', async (name, value) => {
    await expect(made({ spec: { environment: [{ name, value }] } })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('its user', () => {
  it('is looked up in its own files, and has no capabilities but root’s bounds', async () => {
    const { user, env, capabilities } = await processOf({ image: { user: 'web' } });
    expect(user).toEqual({ uid: 33, gid: 34, umask: 0o022, additionalGids: [90] });
    expect(env).toContain('HOME=/srv');
    expect(capabilities).toMatchObject({ effective: [], permitted: [], ambient: [], inheritable: [] });
    expect(capabilities.bounding).toHaveLength(11);
  });

  it('is root otherwise, with what root may do in a container', async () => {
    const { user, capabilities } = await processOf({});
    expect(user).toMatchObject({ uid: 0, gid: 0 });
    expect(capabilities.effective).toEqual(capabilities.bounding);
    expect(capabilities.effective).not.toContain('CAP_SYS_ADMIN');
  });

  it('is refused where nobody knows it', async () => {
    await expect(made({ image: { user: 'who' } })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('its network', () => {
  it('is one of its own, that of a file, or the machine’s', async () => {
    expect(await namespaces({ wish: { network: 'none' } })).toContainEqual({ type: 'network' });
    const file = { path: '/run/netns/one' };
    expect(await namespaces({ wish: { network: file } })).toContainEqual({ type: 'network', ...file });
    const { linux } = (await made({ wish: { network: 'host' } })).config;
    expect(linux.namespaces.map(({ type }) => type)).not.toContain('network');
    expect(linux.sysctl).toEqual({});
  });
});

describe('its limits', () => {
  it('are those that it was given', async () => {
    const ulimits = [
      { type: 'nofile', soft: 10, hard: 20 },
      { type: 'memlock', soft: -1, hard: -1 },
    ];
    const { config } = await made({ wish: { ulimits, resources: { pids: 7, memory: 1e6 } } });
    expect(config.process.rlimits[0]).toEqual({ type: 'RLIMIT_NOFILE', soft: 10, hard: 20 });
    // The OCI runtime reads it as a number of 64 bits.
    const unlimited = BigInt(JSON.stringify(config.process.rlimits[1]?.hard));
    expect(unlimited).toBeGreaterThan(2n ** 63n);
    expect(unlimited).toBeLessThan(2n ** 64n);
    expect(config.linux.resources).toMatchObject({ pids: { limit: 7 }, memory: { limit: 1e6, swap: 1e6 } });
  });

  it('forbid all devices but those that each container has', async () => {
    expect((await made()).config.linux.resources).toEqual({
      devices: [{ allow: false, access: 'rwm' }],
      pids: { limit: 2048 },
    });
    const { resources } = (await made({ wish: { resources: { pids: null, memory: null } } })).config.linux;
    expect(resources).not.toHaveProperty('pids');
  });
});

describe('its labels', () => {
  it('are put where the OCI runtime looks', async () => {
    const labels = { processLabel: 'u:r:container_t:s0:c1,c2', mountLabel: 'u:r:container_file_t:s0:c1,c2' };
    const { config } = await made({ wish: { labels } });
    expect(config.process.selinuxLabel).toBe(labels.processLabel);
    expect(config.linux.mountLabel).toBe(labels.mountLabel);
  });

  it.each([null, { processLabel: '', mountLabel: '' }])('are none for %j', async (labels) => {
    const text = JSON.stringify((await made({ wish: { labels } })).config);
    expect(text).not.toMatch(/selinuxLabel|mountLabel/);
  });
});

describe('its stop signal', () => {
  it('is the image’s, else SIGTERM', async () => {
    expect((await made()).stopSignal).toBe('SIGTERM');
    expect((await made({ image: { stopSignal: 'SIGRTMIN+3' } })).stopSignal).toBe('SIGRTMIN+3');
    await expect(made({ image: { stopSignal: 'SIGNOPE' } })).rejects.toMatchObject({ code: 'invalid' });
  });
});

it('says what is wrong with what no container can be made of', async () => {
  const hostname = 'x'.repeat(65);
  await expect(made({ wish: { hostname } })).rejects.toMatchObject({
    code: 'invalid',
    engineMessage: expect.stringContaining('hostname'),
  });
});
