import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findHelper, helperFiles } from './helper-programs.ts';

it('a helper is looked for where Podman looks', () => {
  const environment = { CONTAINERS_HELPER_BINARY_DIR: '/first', PATH: '/bin::/usr/bin' };
  const look = (helperFolders: string[] | null) =>
    helperFiles('netavark', { settings: { helperFolders }, environment });
  expect(look(['/told'])).toEqual(['/first', '/told', '/bin', '/usr/bin'].map((folder) => `${folder}/netavark`));
  expect(look(null)).toContain('/usr/lib/podman/netavark');
});

it('a helper is one that may be executed', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-helper-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const places = { settings: { helperFolders: [folder] }, environment: {} };
  expect(await findHelper('netavark', places)).toBeNull();
  const file = path.join(folder, 'netavark');
  await writeFile(file, '', { mode: 0o644 });
  expect(await findHelper('netavark', places)).toBeNull();
  await chmod(file, 0o755);
  expect(await findHelper('netavark', places)).toBe(file);
});
