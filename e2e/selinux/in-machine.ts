/** Runs the main process's own readers of labels in the machine, where the kernel has labels to read. */
import path from 'node:path';
import { build, type Rolldown } from 'vite';
import { z } from 'zod';
import { mountProject, projectNode } from '../../scripts/selinux-machine/project-disk.mjs';
import { podmanPort } from '../../scripts/selinux-machine/qemu.mjs';
import { inShell } from '../../scripts/selinux-machine/shell.mjs';
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
export async function readInMachine({ shell }: SelinuxMachine): Promise<ReadonlyMap<string, Reading>> {
  const words = '/run/probe-words';
  const command = `{ PODMAN_PORT=${podmanPort} ${projectNode} - 2> ${words} || { cat ${words}; false; }; }`;
  const { code, output } = await inShell(shell, `${mountProject} && ${command}`, { input: await bundle() });
  if (code !== 0) throw new Error(`The readers have failed with ${code}: ${output}`);
  return new Map(
    z
      .array(reading)
      .parse(JSON.parse(output))
      .map((each) => [each.name, each]),
  );
}

/** In one file, for the machine's own Node. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: probe, write: false, target: 'node24', rolldownOptions: { output: { format: 'cjs' } } },
    ssr: { noExternal: true },
  });
  const [output] = [built].flat().filter((each): each is Rolldown.RolldownOutput => 'output' in each);
  const code = output?.output[0].code;
  if (code === undefined) throw new Error('The probe could not be bundled.');
  return code;
}
