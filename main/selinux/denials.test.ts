import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recentDenials } from './denials.ts';

const own = 'system_u:system_r:container_t:s0:c1,c2';
const other = 'system_u:system_r:container_t:s0:c3,c4';
let folder: string;
let audit: string;
let kernel: string;

function avc(serial: number, scontext: string, name: string): string {
  return `audit(1764072${serial}.000:${serial}): avc:  denied  { read } for  pid=9 comm="cat" name="${name}" scontext=${scontext} tcontext=u:object_r:var_t:s0 tclass=file permissive=0`;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-denials-'));
  audit = path.join(folder, 'audit.log');
  kernel = path.join(folder, 'kmsg');
});
afterAll(() => rm(folder, { recursive: true }));

it('finds a container’s own in both logs, each once, the newest first', async () => {
  await writeFile(audit, [avc(100, own, 'old'), avc(101, other, 'foreign'), avc(102, own, 'both')].join('\n'));
  await writeFile(kernel, [avc(102, own, 'both'), avc(103, own, 'new')].join('\n'));
  const { denials, denialsMissing } = await recentDenials(own, { audit, kernel });
  expect(denialsMissing).toBeNull();
  expect(denials.map(({ target }) => target)).toEqual(['new', 'both', 'old']);
});

it('reads the end of a long log', async () => {
  await writeFile(audit, `${avc(100, own, 'buried')}\n${'x'.repeat(5 * 2 ** 20)}\n${avc(200, own, 'last')}\n`);
  const { denials } = await recentDenials(own, { audit, kernel: path.join(folder, 'none') });
  expect(denials.map(({ target }) => target)).toEqual(['last']);
});

it('says why it knows nothing', async () => {
  const none = path.join(folder, 'none');
  const unread = await recentDenials(own, { audit: none, kernel: none });
  expect(unread).toEqual({ denials: [], denialsMissing: expect.stringContaining(`${none} is not there`) });
  expect((await recentDenials('', { audit, kernel })).denialsMissing).toContain('Without a label of its own');
});
