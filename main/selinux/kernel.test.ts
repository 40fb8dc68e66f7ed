import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { processLabels, selinuxStatus } from './kernel.ts';

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-kernel-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

it.each([
  [{ enforce: '1' }, { enabled: true, enforcing: true }],
  [{ enforce: '0\n' }, { enabled: true, enforcing: false }],
  [{}, { enabled: false, enforcing: false }],
])("the kernel's SELinux with %j is %j", async (files, status) => {
  expect(await selinuxStatus(await folderWith(files))).toEqual(status);
});

it("processes' labels are read, each once, and none of those without", async () => {
  const proc = await folderWith({
    '1/attr/current': 'system_u:system_r:init_t:s0\0',
    '2/attr/current': 'system_u:system_r:container_t:s0:c1,c2\0',
    '3/attr/current': 'system_u:system_r:container_t:s0:c1,c2\n',
    '4/attr/current': 'unconfined\n',
    '5/status': '',
    'self/attr/current': 'a:b:c:s0',
  });
  expect([...(await processLabels(proc))].sort()).toEqual([
    'system_u:system_r:container_t:s0:c1,c2',
    'system_u:system_r:init_t:s0',
  ]);
});
