// @ts-check
import assert from 'node:assert/strict';
import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { folderOf } from '../testing/folder.mjs';
import { hasFailedLately, noteDownload } from './downloads.mjs';

test('a download that has failed is known for a day, or until it succeeds', async (t) => {
  const folder = await folderOf(t);
  const env = { XDG_CACHE_HOME: folder };
  assert.equal(await hasFailedLately('thing', env), false);
  await noteDownload('thing', false, env);
  assert.equal(await hasFailedLately('thing', env), true);
  assert.equal(await hasFailedLately('other', env), false);
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
  await utimes(path.join(folder, 'gantry', 'thing-unreachable'), yesterday, yesterday);
  assert.equal(await hasFailedLately('thing', env), false);
  await noteDownload('thing', false, env);
  await noteDownload('thing', true, env);
  assert.equal(await hasFailedLately('thing', env), false);
});
