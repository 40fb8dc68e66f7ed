// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'smol-toml';
import { mergeToml } from './toml-merge.mjs';

/** @param {string[]} texts */
const merge = (...texts) => ({ ...JSON.parse(JSON.stringify(parse(mergeToml(texts)))) });

test('the later file wins key by key, and what it does not name stays', () => {
  const merged = merge(
    '[containers]\nlog_driver = "journald" # of the distribution\npids_limit = 2048\n[engine]\nruntime = "crun"',
    '[containers]\npids_limit = 100\n',
    '[engine]\nruntime = "runc"',
  );
  assert.deepEqual(merged, {
    containers: { log_driver: 'journald', pids_limit: 100 },
    engine: { runtime: 'runc' },
  });
});

test('a list is replaced as a whole, also one over several lines', () => {
  const merged = merge(
    '[containers]\ndefault_ulimits = [\n  "nofile=1:1", # a\n  "nproc=1:1",\n]',
    '[containers]\ndefault_ulimits = ["nofile=2:2"]',
  );
  assert.deepEqual(merged, { containers: { default_ulimits: ['nofile=2:2'] } });
});

test('tables within tables are merged too', () => {
  const merged = merge('[engine.runtimes]\nrunc = ["/usr/bin/runc"]', '[engine.runtimes]\nkata = ["/usr/bin/kata"]');
  assert.deepEqual(merged, { engine: { runtimes: { runc: ['/usr/bin/runc'], kata: ['/usr/bin/kata'] } } });
});

test('brackets, hashes and quotes within strings are text', () => {
  const text = `[containers]\nenv = ["A=[x # y", 'B="z"']`;
  assert.deepEqual(merge(text, ''), { containers: { env: ['A=[x # y', 'B="z"'] } });
});
