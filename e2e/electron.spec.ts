import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { expect, test } from './fixtures.ts';

const installed = z.object({ version: z.string() });

test('the tests of the main process run on the Node that the app is made for', async ({ app, window }) => {
  const about = await window.evaluate(() => Reflect.get(globalThis, 'gantry').call('app.about'));
  const { node, standIn } = about.value;
  const file = path.resolve(import.meta.dirname, '../node_modules/node/package.json');
  const { version } = installed.parse(JSON.parse(await readFile(file, 'utf8')));
  // The stand-in says that it is one, and has an older Node; the app's own has the very one that tests run on.
  expect(standIn).toBe((await app.evaluate(() => process.env.GANTRY_ELECTRON_STAND_IN)) !== undefined);
  if (standIn) expect(node).not.toBe(version);
  else expect(node).toBe(version);
  expect(process.versions.node).toBe(version);
});
