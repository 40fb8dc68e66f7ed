// @ts-check
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { projectRoot } from './paths.mjs';
import { refuseOldNode } from './tool-node.mjs';

test("an older Node than package.json asks for is refused with the way out, as distributions' often is", async () => {
  const { engines } = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8'));
  assert.equal(engines.node, '>=20.19');
  for (const version of ['18.20.4', '20.18.3']) {
    assert.throws(() => refuseOldNode(version), /Gantry needs 20\.19 or newer\. Install a newer one/);
  }
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.21.0']) refuseOldNode(version);
});
