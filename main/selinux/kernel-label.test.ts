import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kernelLabel } from './kernel-label.ts';

const id = '4cf2'.repeat(16);
const label = 'system_u:system_r:container_t:s0:c1,c2';

/** A fake /proc: on a machine without SELinux no process has a label. */
async function fakeProc(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-proc-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, '7', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}

describe("the kernel's label of a container's process", () => {
  it.each([
    ['of cgroups version 2', `0::/machine.slice/libpod-${id}.scope/container\n`],
    ['of cgroups version 1', `12:pids:/libpod_parent/libpod-${id}\n1:name=systemd:/libpod_parent/libpod-${id}\n`],
  ])('is what it reports, without the zero at its end, %s', async (_version, cgroup) => {
    const proc = await fakeProc({ cgroup, 'attr/current': `${label}\0` });
    expect(await kernelLabel(7, id, proc)).toEqual({ label, missing: null });
  });

  it('is not that of another process that has its number by now', async () => {
    const proc = await fakeProc({ cgroup: '0::/user.slice\n', 'attr/current': `${label}\0` });
    expect(await kernelLabel(7, id, proc)).toEqual({ label: null, missing: expect.stringContaining('this machine') });
    // Nor of a real one, such as an engine on another machine may name.
    const first = await kernelLabel(1, id);
    expect(first).toEqual({ label: null, missing: expect.stringContaining('this machine') });
  });

  it('is missing where there is no such process, and says so', async () => {
    expect(await kernelLabel(7, id, await fakeProc({}))).toEqual({
      label: null,
      missing: expect.stringContaining('just ended'),
    });
  });

  it('is missing for a real process of a machine whose kernel has none, and says so', async () => {
    // This one stands in every process's cgroup file.
    const own = await kernelLabel(process.pid, ':');
    if (own.label === null) expect(own.missing).toMatch(/SELinux is off|doesn't show it/);
    else expect(own.label).not.toMatch(/[\0\n]/);
  });
});
