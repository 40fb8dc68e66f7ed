import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultRuntime, findConmon, findRuntime, runtimeSettings, settingsOf } from './runtime-settings.ts';

describe('the settings of OCI runtimes', () => {
  it('are those built in where nothing is said', () => {
    const { runtime, paths, json, kvm } = settingsOf([]);
    expect(runtime).toBeNull();
    expect(paths.get('runc')).toContain('/usr/sbin/runc');
    expect(json).toContain('crun');
    expect(kvm).toContain('krun');
  });

  it('are the last that was said of each, and of paths by name', () => {
    const first =
      '[engine]\nruntime = "crun"\nconmon_path = ["/a"]\n[engine.runtimes]\nrunc = ["/one/runc"]\nmine = ["/m"]';
    const second =
      '[engine]\nruntime = "mine"\nruntime_supports_kvm = ["mine"]\n[engine.runtimes]\nmine = ["/n", "/o"]';
    const settings = settingsOf([first, second]);
    expect(settings.runtime).toBe('mine');
    expect(settings.conmonPaths).toEqual(['/a']);
    expect(settings.paths.get('runc')).toEqual(['/one/runc']);
    expect(settings.paths.get('mine')).toEqual(['/n', '/o']);
    expect(settings.kvm).toEqual(['mine']);
    expect(settings.json).toContain('runc');
  });

  it('are added to where an array says so, from there on', () => {
    const files = ['["/a", {append=true}]', '["/b"]', '["/c", {append=false}]', '["/d", {append=true}, "/e"]'];
    const after = (count: number) =>
      settingsOf(files.slice(0, count).map((array) => `[engine]\nconmon_path = ${array}`)).conmonPaths;
    const builtIn = after(0);
    expect([1, 2, 3, 4].map(after)).toEqual([[...builtIn, '/a'], [...builtIn, '/a', '/b'], ['/c'], ['/c', '/d', '/e']]);
  });

  it('pass over what is broken or of another kind, and keep the rest', () => {
    const settings = settingsOf([
      '[engine',
      '[engine]\nruntime = 7\nconmon_path = "/a"\nruntime_supports_json = ["x"]',
    ]);
    expect(settings.runtime).toBeNull();
    expect(settings.conmonPaths).toContain('/usr/bin/conmon');
    expect(settings.json).toEqual(['x']);
  });

  it("are read from the file that is Podman's", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gantry-conf-'));
    const file = path.join(folder, 'containers.conf');
    await writeFile(file, '[engine]\nruntime = "kata"\n');
    expect((await runtimeSettings({ CONTAINERS_CONF: file }, true)).runtime).toBe('kata');
    await rm(folder, { recursive: true });
  });
});

describe('an OCI runtime', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gantry-runtimes-'));
    await writeFile(path.join(folder, 'there'), '', { mode: 0o755 });
    await writeFile(path.join(folder, 'plain'), '', { mode: 0o644 });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const conf = (rest = '') =>
    settingsOf([
      `[engine]\n${rest}\nconmon_path = ["${folder}/none", "${folder}/there"]\n[engine.runtimes]\nmine = ["${folder}/none", "${folder}/plain", "${folder}/there"]\ngone = ["${folder}/none"]`,
    ]);

  it('is the first that may be executed, of those that were tried', async () => {
    expect(await findRuntime(conf(), 'mine')).toMatchObject({ name: 'mine', path: `${folder}/there` });
    expect(await findRuntime(conf(), 'gone')).toMatchObject({ path: null, tried: [`${folder}/none`] });
    expect(await findRuntime(conf(), 'unheard')).toMatchObject({ path: null, tried: [] });
    expect(await findConmon(conf())).toBe(`${folder}/there`);
  });

  it('is looked for in PATH last, where its name is known, as is conmon; a folder is no program', async () => {
    for (const name of ['gone', 'mine', 'conmon', 'unheard']) {
      await mkdir(path.join(folder, 'first', name), { recursive: true });
      await mkdir(path.join(folder, 'second'), { recursive: true });
      await writeFile(path.join(folder, 'second', name), '', { mode: 0o755 });
    }
    const PATH = `relative:${folder}/first::${folder}/second`;
    const text = `[engine]\nconmon_path = ["${folder}"]\n[engine.runtimes]\ngone = ["${folder}/none"]\nmine = ["${folder}/there"]`;
    const settings = settingsOf([text], { PATH });
    const tried = [`${folder}/none`, `${folder}/first/gone`, `${folder}/second/gone`];
    expect(await findRuntime(settings, 'gone')).toMatchObject({ path: `${folder}/second/gone`, tried });
    expect(await findRuntime(settings, 'mine')).toMatchObject({ path: `${folder}/there` });
    expect(await findRuntime(settings, 'unheard')).toMatchObject({ path: null, tried: [] });
    expect(await findConmon(settings)).toBe(`${folder}/second/conmon`);
  });

  it('may be named by its path, and is then known by its name', async () => {
    const found = await findRuntime(conf('runtime_supports_json = ["there"]'), `${folder}/there`);
    expect(found).toMatchObject({ name: 'there', path: `${folder}/there`, supports: { json: true, kvm: false } });
  });

  it('that is asked for by name is the default, also where it is not there', async () => {
    expect(await defaultRuntime(conf('runtime = "gone"'))).toMatchObject({ name: 'gone', path: null });
    expect(await defaultRuntime(conf('runtime = "mine"'))).toMatchObject({ path: `${folder}/there` });
  });
});
