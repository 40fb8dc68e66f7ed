import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recentDenials } from './denials.ts';

const own = 'system_u:system_r:container_t:s0:c1,c2';
const other = 'system_u:system_r:container_t:s0:c3,c4';
const changed = 'system_u:system_r:spc_t:s0:c1,c2';
let folder: string;
let audit: string;
let kernel: string;
let none: string;

function avc(serial: number, scontext: string, name: string): string {
  return `audit(1764072${serial}.000:${serial}): avc:  denied  { read } for  pid=9 comm="cat" name="${name}" scontext=${scontext} tcontext=u:object_r:var_t:s0 tclass=file permissive=0`;
}
const timeOf = (serial: number) => Number(`1764072${serial}000`);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-denials-'));
  audit = path.join(folder, 'audit.log');
  kernel = path.join(folder, 'kmsg');
  none = path.join(folder, 'none');
});
afterAll(() => rm(folder, { recursive: true }));

const found = async (labels: readonly string[], since = 0) =>
  (await recentDenials(labels, since, { audit, kernel })).denials.map(({ target }) => target);

it('finds a container’s own in both logs, each once, the newest first', async () => {
  await writeFile(audit, [avc(100, own, 'old'), avc(101, other, 'foreign'), avc(102, own, 'both')].join('\n'));
  await writeFile(kernel, [avc(102, own, 'both'), avc(103, own, 'new')].join('\n'));
  const report = await recentDenials([own], 0, { audit, kernel });
  expect(report).toMatchObject({ missing: null, since: timeOf(100) });
  expect(report.denials.map(({ target }) => target)).toEqual(['new', 'both', 'old']);
});

it('takes those of each label that it has or had, and none from before it was made', async () => {
  await writeFile(audit, [avc(100, own, 'another’s'), avc(102, changed, 'later')].join('\n'));
  await writeFile(kernel, avc(101, own, 'given'));
  expect(await found([own, changed], timeOf(101))).toEqual(['later', 'given']);
});

it('reads the end of a long log, and says how far back', async () => {
  await writeFile(audit, `${avc(100, own, 'buried')}\n${'x'.repeat(5 * 2 ** 20)}\n${avc(200, own, 'last')}\n`);
  const report = await recentDenials([own], 0, { audit, kernel: none });
  expect(report.denials.map(({ target }) => target)).toEqual(['last']);
  expect(report.since).toBe(timeOf(200));
});

it('takes thousands apart', async () => {
  await writeFile(
    audit,
    Array.from({ length: 1200 }, (_, at) => avc(100 + (at % 900), at % 2 ? own : other, `${at}`)).join('\n'),
  );
  const { denials } = await recentDenials([own], 0, { audit, kernel: none });
  expect(denials).toHaveLength(200);
  expect(denials[0]?.target).toBe('899');
});

it('says which log it could not read, beside what it has found in the other', async () => {
  await writeFile(kernel, avc(103, own, 'new'));
  // No file, so that root is refused it as well.
  const report = await recentDenials([own], 0, { audit: folder, kernel });
  expect(report.denials).toHaveLength(1);
  expect(report.missing).toContain(`the audit log (${folder})`);
});

it('says so where neither log is there', async () => {
  const missing = expect.stringContaining('Neither the audit log');
  expect(await recentDenials([own], 0, { audit: none, kernel: none })).toEqual({ denials: [], since: null, missing });
});
