import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { which } from '../../scripts/setup/which.mjs';
import { owningPackage } from './owning-package.ts';

it('tells the package of a program, and of what is in none nothing', async () => {
  const podman = await which('podman');
  const { stdout } = await promisify(execFile)(`${podman}`, [
    'info',
    '--format',
    '{{.Host.Conmon.Package}} {{.Host.Conmon.Path}}',
  ]);
  // Podman's own answer.
  const [told, file = ''] = stdout.trim().split(' ');
  expect(told).toMatch(/conmon/);
  expect(await owningPackage(file)).toBe(told);
  expect(await owningPackage(import.meta.filename)).toBe('');
});
