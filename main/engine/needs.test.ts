import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { needsOf } from './needs.ts';

const here = { hostname: os.hostname(), kernel: os.release() };

it.each([
  ['4.9.3', here, 'container-host', true],
  ['4.9.3', { ...here, hostname: 'far-away' }, 'container-host', false],
  ['4.9.3', { ...here, kernel: '6.0.0-other' }, 'container-host', false],
  // The usual sockets are this machine's, whatever it is called inside of them.
  ['4.9.3', { ...here, hostname: 'renamed' }, 'rootful-socket', true],
  ['5.0.0', here, 'rootful-socket', false],
] as const)(
  'Podman %s on %o, found as %s, is sent the limits of this machine: %s',
  async (version, on, origin, sent) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'gantry-limits-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const conf = path.join(folder, 'containers.conf');
    await writeFile(conf, '[containers]\ndefault_ulimits = ["nofile=1024:2048"]\n');
    const where = { environment: { CONTAINERS_CONF: conf }, userId: 0, isRoot: true };
    const { limits } = await needsOf({ version, ...on }, origin, where);
    expect(limits.some(({ type, hard }) => type === 'nofile' && hard === 2048)).toBe(sent);
  },
);
