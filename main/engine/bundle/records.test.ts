import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Records } from './records.ts';
import { sampleRecord } from './testing/sample-record.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-records-'));
});
afterEach(() => rm(folder, { recursive: true }));

const bundle = async (inside: string) => {
  await mkdir(path.join(inside, 'rootfs'));
  await writeFile(path.join(inside, 'rootfs', 'file'), 'of the image');
};

describe('a container', () => {
  it('is there with its bundle once it is whole, also for whoever opens the folder next', async () => {
    const records = await Records.open(folder);
    const record = sampleRecord();
    await records.make(record, async (inside) => {
      await bundle(inside);
      expect(await records.all()).toEqual([]);
    });
    expect(await (await Records.open(folder)).all()).toEqual([{ id: record.id, record, fault: null }]);
    expect(await readdir(records.folderOf(record.id))).toEqual(['record.json', 'rootfs']);
  });

  it('whose bundle could not be made leaves nothing', async () => {
    const records = await Records.open(folder);
    const refused = records.make(sampleRecord(), async (inside) => {
      await bundle(inside);
      throw new Error('no room');
    });
    await expect(refused).rejects.toThrow('no room');
    expect(await readdir(folder)).toEqual([]);
  });

  it('that is removed is gone, with all that is in its folder; once more is no error', async () => {
    const records = await Records.open(folder);
    const record = sampleRecord();
    await records.make(record, bundle);
    await records.remove(record.id);
    await records.remove(record.id);
    expect(await readdir(folder)).toEqual([]);
    await expect(records.write(record)).rejects.toMatchObject({ code: 'not-found' });
    expect(await records.read(record.id)).toBeNull();
  });

  it.each(['{"version":1,"na', '{"version":2}', ''])(
    'whose record is broken (%j) is there, and can be removed',
    async (text) => {
      const records = await Records.open(folder);
      const record = sampleRecord();
      await records.make(record, bundle);
      await writeFile(path.join(records.folderOf(record.id), 'record.json'), text);
      expect(await records.all()).toEqual([{ id: record.id, record: null, fault: expect.stringMatching(/./) }]);
      await records.remove(record.id);
      expect(await records.all()).toEqual([]);
    },
  );
});

describe('an app that is killed', () => {
  /** Another process, which stops where it says so. */
  const killedAt = async (where: 'making' | 'removing', record = sampleRecord()) => {
    const script = `
      import { writeFileSync } from 'node:fs';
      import fs from 'node:fs/promises';
      import { syncBuiltinESMExports } from 'node:module';
      const wait = () => { console.log('there'); return new Promise((resolve) => setInterval(resolve, 1e6)); };
      if (${JSON.stringify(where)} === 'removing') { fs.rm = wait; syncBuiltinESMExports(); }
      const { Records } = await import(${JSON.stringify(path.join(import.meta.dirname, 'records.ts'))});
      const records = await Records.open(${JSON.stringify(folder)});
      const record = ${JSON.stringify(record)};
      const fill = async (inside) => {
        writeFileSync(inside + '/config.json', '{}');
        if (${JSON.stringify(where)} === 'making') await wait();
      };
      await records.make(record, fill);
      await records.remove(record.id);
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const whileAlive = await readdir(folder);
    await (await Records.open(folder)).swept;
    expect(await readdir(folder)).toEqual(whileAlive);
    child.kill('SIGKILL');
    await once(child, 'exit');
    return whileAlive;
  };

  it.each(['making', 'removing'] as const)('while %s a container leaves nothing that stays', async (where) => {
    expect(await killedAt(where)).toEqual([expect.stringMatching(/\.part$/)]);
    const records = await Records.open(folder);
    expect(await records.all()).toEqual([]);
    await records.swept;
    expect(await readdir(folder)).toEqual([]);
  });
});
