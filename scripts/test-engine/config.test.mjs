// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'smol-toml';
import { containersConf, networkFile, networkName, storageConf } from './config.mjs';

test('everything that an engine keeps lies below its root', () => {
  const conf = JSON.stringify(parse(containersConf('/root', { runtime: null, ulimits: null, firewall: null })));
  const storage = JSON.stringify(parse(storageConf('/root', 'overlay')));
  const paths = [...`${conf}${storage}`.matchAll(/"(\/[^"]*)"/g)].map((match) => match[1] ?? '');
  assert.equal(paths.length, 6);
  assert.deepEqual(
    paths.filter((each) => !each.startsWith('/root/')),
    [],
  );
});

test('what a machine needs is in the configuration, and nothing of it elsewhere', () => {
  const needs = { runtime: 'runc', ulimits: ['nofile=5:5'], firewall: 'iptables' };
  const withNeeds = /** @type {any} */ (parse(containersConf('/r', needs)));
  assert.equal(withNeeds.engine.runtime, 'runc');
  assert.deepEqual([...withNeeds.containers.default_ulimits], ['nofile=5:5']);
  assert.equal(withNeeds.network.firewall_driver, 'iptables');
  const without = /** @type {any} */ (parse(containersConf('/r', { runtime: null, ulimits: null, firewall: null })));
  assert.equal('runtime' in without.engine || 'default_ulimits' in without.containers, false);
});

test('the bridge of a network is ours by name, and its subnet is its octet', () => {
  const network = JSON.parse(networkFile(7));
  assert.equal(network.name, networkName);
  assert.equal(network.network_interface, 'gantry7');
  assert.deepEqual(network.subnets, [{ subnet: '10.213.7.0/24', gateway: '10.213.7.1' }]);
});
