// @ts-check
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { projectRoot } from './setup/paths.mjs';

/** Of the table of tests: method, file, test. */
const row = /^\| `(\w+)`[^|]* \| `([\w./-]+\.ts)` \| (.+) \|$/gm;

/** @param {string} file */
const read = (file) => readFile(path.join(projectRoot, file), 'utf8');

test('docs/oci-runtime.md names a test that is there for each method', async () => {
  const rows = [...(await read('docs/oci-runtime.md')).matchAll(row)];
  for (const [, method, file, name = ''] of rows) {
    const text = await read(`main/runtime/${file}`);
    const names = [name, name.replaceAll("'", "\\'")];
    assert(
      names.some((each) => text.includes(`'${each}'`) || text.includes(`"${each}"`)),
      `${method}: no test "${name}" in ${file}`,
    );
  }
  const source = await read('main/runtime/oci-runtime.ts');
  const contract = source.slice(source.indexOf('export interface OCIRuntime {'));
  const methods = [...contract.matchAll(/^ {2}(?:readonly )?(\w+)\??[(:]/gm)].map(([, method]) => method);
  assert(methods.length > 25);
  const named = new Set(rows.map(([, method]) => method));
  assert.deepEqual(
    methods.filter((method) => !named.has(method)),
    [],
  );
});
