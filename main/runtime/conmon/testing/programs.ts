/** The machine's own conmon and OCI runtimes. */
import { access, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { which } from '../../../../scripts/setup/which.mjs';
import type { Programs } from './conmon-subject.ts';

/** crun refuses a machine whose cgroups are of both versions; without the second's mount it takes the first. */
const unified = '/sys/fs/cgroup/unified';

export async function runcPrograms(): Promise<Programs> {
  return { name: 'runc', path: await found('runc'), conmon: await found('conmon') };
}

/** By a script, where this machine wants it: in a mount namespace of its own, so nothing changes on the machine. */
export async function crunPrograms(): Promise<Programs> {
  const crun = await found('crun');
  const programs = { name: 'crun', path: crun, conmon: await found('conmon') };
  const isHybrid = await access(unified).then(
    () => true,
    () => false,
  );
  if (!isHybrid) return programs;
  const script = path.join(await mkdtemp(path.join(tmpdir(), 'gantry-crun-')), 'crun');
  const inside = `umount ${unified}; exec ${crun} "$@"`;
  await writeFile(script, `#!/bin/sh\nexec unshare -m --propagation slave sh -c '${inside}' crun "$@"\n`, {
    mode: 0o755,
  });
  return { ...programs, path: script };
}

async function found(name: string): Promise<string> {
  const file = await which(name);
  if (file === null) throw new Error(`this machine has no ${name}`);
  return file;
}
