// @ts-check
import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { folderOf } from '../testing/folder.mjs';
import { iconFolder, iconSizes } from './icon-sizes.mjs';
import { licences } from './licences.mjs';
import { refuseStandIn, wantedPackages } from './pack.mjs';
import { weight } from './size.mjs';
import { tarball } from './tarball.mjs';

test('what is no package is refused, with those that are', () => {
  assert.deepEqual(wantedPackages(['deb', 'AppImage']), ['deb', 'AppImage']);
  assert.throws(() => wantedPackages(['exe']), /"exe" is no package.*deb, rpm, AppImage/);
});

test('the stand-in Electron goes into no package, but into the folder', () => {
  const standIn = { standIn: true, version: '25.1.1' };
  assert.throws(
    () => refuseStandIn(standIn, ['deb', 'rpm']),
    /No deb, no rpm.*too old to be given to anybody.*npm run setup/,
  );
  refuseStandIn(standIn, []);
  refuseStandIn({ standIn: false, version: '45.4.1' }, ['deb']);
});

test('the archive has the folder under its own name, nobody in particular as its owner, and programs that can be run', async (t) => {
  const work = await folderOf(t);
  const folder = path.join(work, 'linux-unpacked');
  await mkdir(path.join(folder, 'resources'), { recursive: true });
  await writeFile(path.join(folder, 'gantry'), '#!/bin/sh\necho linux-unpacked runs\n');
  await chmod(path.join(folder, 'gantry'), 0o755);
  const archive = path.join(work, 'it.tar.gz');
  await tarball({ folder, archive, name: 'gantry-1.2.3' });

  const listed = await run('tar', ['--list', '--verbose', '--numeric-owner', '--file', archive]);
  assert.match(listed.stdout, /^-rwxr-xr-x 0\/0 .* gantry-1\.2\.3\/gantry$/m);
  assert.doesNotMatch(listed.stdout, /linux-unpacked/);
  await run('tar', ['--extract', '--file', archive, '--directory', work]);
  assert.equal((await run(path.join(work, 'gantry-1.2.3/gantry'), [])).stdout, 'linux-unpacked runs\n');
});

test('a folder that is not there is a sentence with the way out', async (t) => {
  const work = await folderOf(t);
  const made = tarball({ folder: path.join(work, 'none'), archive: path.join(work, 'it.tar.gz'), name: 'x' });
  await assert.rejects(made, /The archive could not be made: .*none.* Run this again/s);
});

test('the licences are those of what is shipped, not of what builds and tests it', async (t) => {
  const root = await folderOf(t);
  const packages = {
    '': { name: 'app' },
    'node_modules/shipped': { version: '1.0.0', license: 'MIT' },
    'node_modules/@a/silent': { version: '2.0.0', license: 'ISC' },
    'node_modules/tool': { version: '3.0.0', license: 'MIT', dev: true },
  };
  await writeFile(path.join(root, 'package-lock.json'), JSON.stringify({ packages }));
  await mkdir(path.join(root, 'node_modules/shipped'), { recursive: true });
  await writeFile(path.join(root, 'node_modules/shipped/LICENSE.md'), 'You may.\n');
  const text = await licences(root);
  assert.match(text, /^shipped 1\.0\.0$.*^You may\.$/ms);
  assert.match(text, /^@a\/silent 2\.0\.0$.*^Licence: ISC$/ms);
  assert.doesNotMatch(text, /tool/);
});

test('a folder weighs what its files do', async (t) => {
  const folder = await folderOf(t);
  await mkdir(path.join(folder, 'inner'));
  await writeFile(path.join(folder, 'a'), '12345');
  await writeFile(path.join(folder, 'inner/b'), '123');
  assert.equal(await weight(folder), 8);
  assert.equal(await weight(path.join(folder, 'a')), 5);
});

for (const size of iconSizes) {
  test(`the icon of ${size} pixels is that large`, async () => {
    const header = await readFile(path.join(projectRoot, iconFolder, `${size}x${size}.png`));
    assert.deepEqual([header.readUInt32BE(16), header.readUInt32BE(20)], [size, size]);
  });
}
