/**
 * An app that does one thing with the driver, and is killed meanwhile by the OCI runtime's place-holder (see
 * `killingPrograms`), to which it has told its number. Run by itself: `node killed-app.ts TASK`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ConmonRuntime } from '../conmon-runtime.ts';

export const killedTask = z.object({
  doing: z.enum(['make', 'restore', 'freeze', 'exec']),
  programs: z.object({ name: z.string(), path: z.string(), conmon: z.string() }),
  /** Of the subject whose container it is. */
  folder: z.string(),
  ctr: z.object({ id: z.string(), name: z.string() }),
  bundle: z.object({
    path: z.string(),
    terminal: z.boolean(),
    interactive: z.boolean(),
    log: z.object({ path: z.string(), sizeMax: z.number().nullable() }).nullable(),
    stopSignal: z.union([z.number(), z.string()]),
    stopTimeoutSeconds: z.number(),
  }),
  /** Of an exec session. */
  session: z.object({ id: z.string(), cmd: z.array(z.string()), terminal: z.boolean() }).nullable(),
});
export type KilledTask = z.infer<typeof killedTask>;

async function main(text = ''): Promise<void> {
  const { doing, programs, folder, ctr, bundle, session } = killedTask.parse(JSON.parse(text));
  writeFileSync(`${programs.path}.app`, String(process.pid));
  const runtime = new ConmonRuntime({
    ...programs,
    folder: path.join(folder, 'run'),
    bundleOf: async () => bundle,
    supports: { json: true, noCgroups: false, kvm: false, checkpoint: true },
  });
  if (doing === 'make') await runtime.createContainer({ container: ctr });
  if (doing === 'restore') await runtime.createContainer({ container: ctr }, { keep: true });
  if (doing === 'freeze') await runtime.checkpointContainer(ctr, { keep: true });
  if (session === null) return;
  const { id, cmd, terminal } = session;
  const input = terminal ? process.stdin : null;
  const streams = { input, output: process.stdout, error: process.stderr };
  await (await runtime.execContainer(ctr, id, { cmd, terminal, streams })).ended;
}

if (process.argv[1] === import.meta.filename) await main(process.argv[2]);
