/** Runs the main process's own readers of labels in the machine, where the kernel has labels to read. */
import path from 'node:path';
import { build, type Rolldown } from 'vite';
import { z } from 'zod';
import { podmanPort } from '../../scripts/selinux-machine/qemu.mjs';
import type { SelinuxMachine } from '../../scripts/selinux-machine.mjs';
import { denialReport, labelWarning, selinuxReport } from '../../shared/selinux.ts';

const probe = path.resolve(import.meta.dirname, '../../main/engine/testing/label-probe.ts');

const reading = z.object({
  name: z.string(),
  /** The process label that the list has. */
  listed: z.string(),
  /** What the SELinux tab has. */
  report: selinuxReport,
  denials: denialReport,
  warnings: z.array(labelWarning),
});
export type Reading = z.infer<typeof reading>;

/** What they say of each container, by its name. */
export async function readInMachine({ podman, image }: SelinuxMachine): Promise<ReadonlyMap<string, Reading>> {
  // Into the machine itself, out of the container that brings it there.
  const place = ['--privileged', '--pid=host', '--network=host', '--volume', '/:/machine'];
  // Without compiling: unconfined programs may not make memory executable under this policy either.
  const node = ['chroot', '/machine', 'env', `PODMAN_PORT=${podmanPort}`, 'node', '--jitless', '-'];
  const { stdout } = await podman(['run', '--rm', '--interactive', ...place, image, ...node], {
    input: await bundle(),
  });
  return new Map(
    z
      .array(reading)
      .parse(JSON.parse(stdout))
      .map((each) => [each.name, each]),
  );
}

/** In one file, for the machine's own Node. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: probe, write: false, target: 'node18', rolldownOptions: { output: { format: 'cjs' } } },
    ssr: { noExternal: true },
  });
  const [output] = [built].flat().filter((each): each is Rolldown.RolldownOutput => 'output' in each);
  const code = output?.output[0].code;
  if (code === undefined) throw new Error('The probe could not be bundled.');
  return code;
}
