import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { initBehindLink, initProgram } from './init-path.ts';

/** A folder with a file, and with two folders for helpers: in one a link to it, in the other a file. */
async function place() {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'gantry-init-')));
  onTestFinished(() => rm(root, { recursive: true }));
  const [link, plain] = [path.join(root, 'link'), path.join(root, 'plain')];
  await Promise.all([mkdir(link), mkdir(plain)]);
  const real = path.join(root, 'catatonit-1');
  await writeFile(real, '');
  await symlink(real, path.join(link, 'catatonit'));
  await writeFile(path.join(plain, 'catatonit'), '');
  return { root, real, link, plain, usual: path.join(link, 'catatonit'), nowhere: path.join(root, 'nowhere') };
}

const podman = (version: string, told: { initPath?: string; helperFolders?: string[] } = {}, environment = {}) => ({
  version,
  settings: { initPath: null, helperFolders: [], ...told },
  environment,
});

it('is the file behind the usual link, of any Podman', async () => {
  const { real, usual, plain } = await place();
  expect(await initBehindLink(podman('4.3.1'), usual)).toBe(real);
  expect(await initBehindLink(podman('5.4.2', { helperFolders: [plain] }), usual)).toBe(real);
});

it('is none where Podman takes a file, or was told which', async () => {
  const { usual, plain, link } = await place();
  expect(await initBehindLink(podman('5.4.2', { helperFolders: [link] }), path.join(plain, 'catatonit'))).toBeNull();
  expect(await initBehindLink(podman('5.4.2', { initPath: '/mine' }), usual)).toBeNull();
});

it('is looked for where newer Podmans look: among the helpers, then on the PATH', async () => {
  const { real, link, plain, nowhere, root } = await place();
  const look = (helperFolders: string[], environment: Record<string, string>, version = '4.8.0') =>
    initBehindLink(podman(version, { helperFolders }, environment), nowhere);
  expect(await look([root, link], { PATH: plain })).toBe(real);
  expect(await look([plain], { PATH: link })).toBeNull();
  expect(await look([root], { PATH: `${root}:${link}` })).toBe(real);
  expect(await look([plain], { CONTAINERS_HELPER_BINARY_DIR: link })).toBe(real);
  expect(await look([link], {}, '4.7.2')).toBeNull();
});

it('of a container without Podman is the first there is, and the one that was told of before all', async () => {
  const { real, usual, plain, nowhere } = await place();
  const { settings } = podman('', { helperFolders: [plain] });
  expect(await initProgram({ settings, environment: {} }, usual)).toBe(real);
  expect(await initProgram({ settings, environment: {} }, nowhere)).toBe(path.join(plain, 'catatonit'));
  expect(await initProgram({ settings: { ...settings, initPath: real }, environment: {} }, nowhere)).toBe(real);
  expect(await initProgram({ settings: { ...settings, initPath: nowhere }, environment: {} }, usual)).toBeNull();
});
