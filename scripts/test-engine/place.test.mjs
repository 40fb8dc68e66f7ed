// @ts-check
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { folderOf } from '../testing/folder.mjs';
import { takePlace } from './place.mjs';

/** @param {number[]} octets of the networks in use */
const interfaces = (...octets) =>
  Object.fromEntries(octets.map((octet) => [`b${octet}`, [/** @type {any} */ ({ address: `10.213.${octet}.1` })]]));

test('no two engines have the same place, however they come', async (t) => {
  const prefix = path.join(await folderOf(t), 'engine-');
  const places = await Promise.all(Array.from({ length: 5 }, () => takePlace({ first: 510, prefix, interfaces: {} })));
  assert.deepEqual(places.map((place) => place.octet).sort(), [0, 1, 2, 254, 255]);
  assert.equal(new Set(places.map((place) => place.root)).size, 5);
});

test('a network that is in use is passed over', async (t) => {
  const prefix = path.join(await folderOf(t), 'engine-');
  const place = await takePlace({ first: 4, prefix, interfaces: interfaces(4, 5) });
  assert.deepEqual(place, { root: `${prefix}6`, octet: 6 });
});

test('when every network is in use, that is said', async (t) => {
  const prefix = path.join(await folderOf(t), 'engine-');
  const all = interfaces(...Array.from({ length: 256 }, (_, octet) => octet));
  await assert.rejects(takePlace({ prefix, interfaces: all }), /in use/);
});
