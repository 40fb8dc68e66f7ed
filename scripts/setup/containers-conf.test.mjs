// @ts-check
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from 'smol-toml';
import { folderOf } from '../testing/folder.mjs';
import { handOver } from './containers-conf.mjs';

const kinks = { ulimits: ['nofile=20000:20000', 'nproc=100:100'], runtime: 'runc' };
/** @param {string | undefined} file */
const tablesOf = async (file) => JSON.parse(JSON.stringify(parse(await readFile(file ?? '', 'utf8'))));

const none = { ulimits: null, runtime: null };

test('without kinks nothing is handed over, and an earlier file goes', async (t) => {
  const home = await folderOf(t);
  const env = { HOME: home, XDG_CACHE_HOME: home };
  await handOver({ kinks, podmanVersion: '4.3.1', env });
  assert.deepEqual(await handOver({ kinks: none, podmanVersion: '4.3.1', env }), {});
  assert.deepEqual(await readdir(path.join(home, 'gantry')), []);
});

test("before Podman 4.6 our file holds the user's settings and ours; the user's stays as it is", async (t) => {
  const home = await folderOf(t);
  const users = path.join(home, 'config', 'containers', 'containers.conf');
  const text = '[engine]\nruntime = "crun"\nnum_locks = 4096\n';
  await mkdir(path.dirname(users), { recursive: true });
  await writeFile(users, text);
  const env = { HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: path.join(home, 'config') };
  const changes = await handOver({ kinks, podmanVersion: '4.3.1', env, isRoot: false });
  assert.deepEqual(Object.keys(changes), ['CONTAINERS_CONF']);
  const merged = await tablesOf(changes.CONTAINERS_CONF);
  assert.deepEqual(merged.containers.default_ulimits, kinks.ulimits);
  assert.equal(merged.engine.runtime, 'runc');
  assert.equal(merged.engine.num_locks, 4096);
  assert.equal(await readFile(users, 'utf8'), text);
});

test("before Podman 4.6 the user's CONTAINERS_CONF takes the place of the usual files here too", async (t) => {
  const home = await folderOf(t);
  const users = path.join(home, 'mine.conf');
  await writeFile(users, '[engine]\nnum_locks = 7\n');
  const env = { HOME: home, XDG_CACHE_HOME: home, CONTAINERS_CONF: users };
  const changes = await handOver({ kinks: { ...none, runtime: 'runc' }, podmanVersion: '4.5.0', env });
  const merged = await tablesOf(changes.CONTAINERS_CONF);
  assert.deepEqual(merged, { engine: { num_locks: 7, runtime: 'runc' } });
});

test('from Podman 4.6 on only what differs is handed over, to be read last', async (t) => {
  const home = await folderOf(t);
  const env = { HOME: home, XDG_CACHE_HOME: home };
  const changes = await handOver({ kinks: { ...none, ulimits: ['nofile=5:5'] }, podmanVersion: '5.4.2', env });
  assert.deepEqual(Object.keys(changes), ['CONTAINERS_CONF_OVERRIDE']);
  const ours = await tablesOf(changes.CONTAINERS_CONF_OVERRIDE);
  assert.deepEqual(ours, { containers: { default_ulimits: ['nofile=5:5'] } });
});
