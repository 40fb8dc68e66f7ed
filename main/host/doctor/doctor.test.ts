import { describe, expect, it } from 'vitest';
import type { DoctorItem } from '../../../shared/doctor.ts';
import { doctor, missingEssentials } from './index.mjs';
import { limitFiles, machineOf, podmanPrograms, withoutResource } from './testing/machine.mjs';
import { asText } from './text.mjs';
import type { DoctorOptions } from './types.ts';

type Described = Parameters<typeof machineOf>[0];

const sound: Described = {
  env: { DISPLAY: ':0' },
  files: {
    ...limitFiles(),
    '/sys/fs/cgroup/cgroup.controllers': 'cpu memory\n',
    '/sys/fs/selinux/enforce': '1',
    '/project/node_modules/.package-lock.json': '{}',
  },
  programs: {
    ...podmanPrograms('5.4.2'),
    'crun --version': 'crun version 1.20',
    'criu --version': 'Version: 4.2.1',
    conmon: '',
  },
};

const fails = async () => ({ ok: false, hung: false, reason: 'no such luck' });
const works = async () => ({ ok: true, hung: false, reason: '' });

function report(machine: Described, options: Partial<DoctorOptions> = {}) {
  const electron = { version: '45.4.1', standIn: false };
  return doctor({ machine: machineOf(machine), electron, project: '/project', trial: works, ...options });
}

async function itemOf(id: string, machine: Described, options: Partial<DoctorOptions> = {}): Promise<DoctorItem> {
  const found = (await report(machine, options)).items.find((item) => item.id === id);
  if (found === undefined) throw new Error(`There is no item ${id}.`);
  return found;
}

const without = (name: string) =>
  Object.fromEntries(Object.entries(sound.programs ?? {}).filter(([command]) => !command.startsWith(name)));

describe('the report', () => {
  it('finds nothing to say about a machine that has everything', async () => {
    const { items } = await report(sound);
    expect(items.filter((item) => item.state !== 'ok' || item.cost !== null || item.remedy !== null)).toEqual([]);
  });

  it('names a cost and a state for everything that a bare machine lacks', async () => {
    const bare = await report({}, { electron: null });
    const wanting = bare.items.filter((item) => item.state !== 'ok');
    expect(wanting.length).toBeGreaterThan(8);
    expect(wanting.filter((item) => !item.cost)).toEqual([]);
    expect(missingEssentials(bare).map((item) => item.id)).toEqual([
      'dependencies',
      'electron',
      'podman',
      'runtime',
      'conmon',
      'display',
    ]);
  });

  it('leaves out what only the commands of a working copy need in an installed app', async () => {
    const { items } = await report(sound, { project: null });
    expect(items.some((item) => item.id === 'node' || item.id === 'dependencies')).toBe(false);
  });

  it('names no command of a working copy in an installed app, whatever is missing', async () => {
    const hybrid = { ...sound, files: limitFiles() };
    const reports = await Promise.all([
      report({}, { electron: null, project: null }),
      report({ ...sound, isRoot: true }, { electron: { version: '1', standIn: true }, project: null, trial: fails }),
      report({ ...hybrid, programs: podmanPrograms('4.3.1') }, { project: null }),
    ]);
    const remedies = reports.flatMap(({ items }) => items.map(({ remedy }) => remedy ?? ''));
    expect(remedies.filter((remedy) => remedy.includes('npm'))).toEqual([]);
    expect(remedies).toContain('Install a newer CRIU than that of your distribution.');
  });

  it('as text gives each part a line, and below what it costs and the way out', async () => {
    const lines = asText(await report({ ...sound, programs: without('criu') })).split('\n');
    expect(lines.find((line) => line.startsWith('Podman'))).toMatch(/^Podman +ok +5\.4\.2$/);
    expect(lines.find((line) => line.startsWith('CRIU '))).toMatch(/^CRIU +missing +-$/);
    const cost = lines.indexOf('CRIU: No checkpoints.');
    expect(lines[cost + 1]).toMatch(/^ {2}`npm run setup`/);
  });
});

describe('CRIU', () => {
  it('is limited where it does not work on this kernel, and says why', async () => {
    const trial = async () => ({ ok: false, hung: false, reason: 'Unexpected rt vDSO area bounds' });
    const item = await itemOf('criu', sound, { trial });
    expect(item.state).toBe('limited');
    expect(item.cost).toContain('Unexpected rt vDSO area bounds');
  });

  it('is never tried without root, which alone can use it', async () => {
    const trial = () => Promise.reject(new Error('tried'));
    expect(await itemOf('criu', { ...sound, isRoot: false }, { trial })).toMatchObject({
      state: 'limited',
      found: '4.2.1',
    });
  });
});

describe('Podman', () => {
  it('that is too old is as good as missing, but named', async () => {
    const item = await itemOf('podman', { ...sound, programs: podmanPrograms('3.4.4') });
    expect(item).toMatchObject({ state: 'missing', found: '3.4.4', cost: 'Gantry needs Podman 4.3.0 or newer.' });
  });

  it('that does not work costs what it complains of', async () => {
    const programs = {
      ...podmanPrograms('5.4.2'),
      'podman info --format json': { code: 125, stderr: 'Error: no runtime' },
    };
    expect((await itemOf('podman', { ...sound, programs })).cost).toContain('Error: no runtime');
  });

  it('uses the first of the runtimes that are listed', async () => {
    const programs = {
      ...podmanPrograms('5.4.2', { runtime: 'runc' }),
      crun: 'crun version 1.20',
      runc: 'runc version 1.1.5',
    };
    expect((await itemOf('runtime', { ...sound, programs })).found).toBe('runc 1.1.5 (used), crun 1.20');
  });

  it('with crun on hybrid cgroups can start nothing', async () => {
    const files = { ...limitFiles(), '/sys/fs/cgroup/unified/cgroup.controllers': 'misc' };
    const item = await itemOf('runtime', { ...sound, files });
    expect(item).toMatchObject({ state: 'limited', remedy: expect.stringContaining('runc') });
  });

  it('has its limits lowered where they can not be set', async () => {
    const files = { ...sound.files, ...limitFiles({ nofile: '20000', capabilities: withoutResource }) };
    expect(await itemOf('rlimits', { ...sound, files })).toMatchObject({
      state: 'limited',
      found: 'nofile=20000:20000 nproc=1048576:1048576',
    });
  });

  it('without an image has nothing to start', async () => {
    expect((await itemOf('images', { ...sound, programs: podmanPrograms('5.4.2', { images: 0 }) })).state).toBe(
      'limited',
    );
  });
});

describe('the bundle engine', () => {
  const parts = { conmon: 'conmon version 2.1.6', runc: 'runc version 1.1.5' };

  it('makes Podman one that is not needed', async () => {
    const machine = { ...sound, programs: parts };
    expect(await itemOf('podman', machine)).toMatchObject({ state: 'info', found: 'none', remedy: null });
    expect((await itemOf('bundle', machine)).state).toBe('ok');
    const { items } = await report(machine);
    expect(
      items.some(({ id }) => id === 'images'),
      'whose images are no matter then',
    ).toBe(false);
    expect(missingEssentials({ items })).toEqual([]);
  });

  it.each([
    ['conmon', { runc: parts.runc }, true, 'conmon is missing'],
    ['an OCI runtime', { conmon: parts.conmon }, true, 'an OCI runtime (runc or crun) is missing'],
    ['both', {}, true, 'conmon and an OCI runtime (runc or crun) are missing'],
    ['root', parts, false, 'only root'],
  ])('is not offered without %s, and says so', async (_what, programs, isRoot, words) => {
    const machine = { ...sound, isRoot, programs };
    const item = await itemOf('bundle', machine);
    expect(item).toMatchObject({ state: 'info', found: 'not offered', cost: expect.stringContaining(words) });
    expect((await itemOf('podman', machine)).state).toBe('missing');
  });
});

describe('what the window needs', () => {
  it('is a stand-in where Electron could not be had, and that is said', async () => {
    const item = await itemOf('electron', sound, { electron: { version: '25.1.1', standIn: true } });
    expect(item).toMatchObject({
      state: 'limited',
      found: '25.1.1 (stand-in)',
      cost: expect.stringContaining('old Electron'),
    });
  });

  it.each([
    [{ WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, 'ok', 'Wayland wayland-0'],
    [{ DISPLAY: ':1' }, 'ok', 'X11 :1'],
    [{}, 'missing', null],
  ])('is a display: %o', async (env, state, found) => {
    expect(await itemOf('display', { ...sound, env })).toMatchObject({ state, found });
  });

  it('is a virtual display where there is no other', async () => {
    const item = await itemOf('display', { ...sound, env: {}, programs: { ...sound.programs, Xvfb: '' } });
    expect(item).toMatchObject({ state: 'limited', found: 'Xvfb' });
  });

  it('is Node from 20.19 on', async () => {
    expect((await itemOf('node', { ...sound, nodeVersion: '20.18.3' })).state).toBe('missing');
    expect((await itemOf('node', { ...sound, nodeVersion: '20.19.0' })).state).toBe('ok');
  });

  it("is the machine's own where the report is made in Electron", async () => {
    const inElectron = { ...sound, nodeVersion: null };
    const programs = { ...sound.programs, 'node --version': 'v20.20.1\n' };
    expect(await itemOf('node', { ...inElectron, programs })).toMatchObject({ state: 'ok', found: '20.20.1' });
    expect(await itemOf('node', inElectron)).toMatchObject({ state: 'missing', found: null });
  });

  it.each([
    ['1', 'ok', 'enforcing'],
    ['0', 'limited', 'permissive'],
  ])('tells SELinux %s from the kernel', async (enforce, state, found) => {
    const files = { ...sound.files, '/sys/fs/selinux/enforce': enforce };
    expect(await itemOf('selinux', { ...sound, files })).toMatchObject({ state, found });
  });

  it.each([
    ['a machine that has none', {}, 'info', null],
    [
      'one that has it switched off',
      { '/etc/selinux/config': '# comment\nSELINUX=disabled\n' },
      'limited',
      /permissive.*labelled.*enforcing/,
    ],
    ['one whose kernel was told', { '/etc/selinux/config': 'SELINUX=enforcing\n' }, 'limited', /selinux=0.*labelled/],
  ])('says that SELinux is off: %s', async (_name, more, state, remedy) => {
    const { '/sys/fs/selinux/enforce': _on, ...files } = sound.files ?? {};
    const item = await itemOf('selinux', { ...sound, files: { ...files, ...more } });
    expect(item).toMatchObject({ state, found: 'off', cost: 'Containers have no SELinux types to show.' });
    if (remedy === null) expect(item.remedy).toBeNull();
    else expect(item.remedy).toMatch(remedy);
  });

  it('gives the next step with whatever is limited or missing', async () => {
    const bare = await report({ files: { '/sys/fs/selinux/enforce': '0' } }, { electron: null });
    const wanting = bare.items.filter(({ state }) => state === 'limited' || state === 'missing');
    expect(wanting.filter(({ remedy }) => !remedy)).toEqual([]);
  });
});
