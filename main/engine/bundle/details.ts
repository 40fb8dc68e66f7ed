/** One of the bundle engine's containers in full: overview and SELinux. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ContainerDetails, ContainerSummary } from '../../../shared/container.ts';
import { parseContext, type SelinuxReport } from '../../../shared/selinux.ts';
import { readBeside } from '../../checkpoint/beside.ts';
import type { ContainerStatus } from '../../runtime/oci-runtime.ts';
import { kernelLabel } from '../../selinux/kernel-label.ts';
import { typeMeaning } from '../../selinux/type-meaning.ts';
import type { ContainerRecord } from './container-record.ts';
import { optionsOf } from './labels.ts';

/** What is shown of the `config.json` that we have made; one that was changed by hand may lack some of it. */
const shownConfig = z.looseObject({
  process: z
    .looseObject({ cwd: z.string().catch('/'), env: z.array(z.string()).catch([]) })
    .catch({ cwd: '/', env: [] }),
  mounts: z
    .array(
      z.looseObject({
        destination: z.string(),
        type: z.string().catch(''),
        source: z.string().catch(''),
        options: z.array(z.string()).catch([]),
      }),
    )
    .catch([]),
});

export interface Known {
  readonly summary: ContainerSummary;
  readonly record: ContainerRecord;
  readonly status: ContainerStatus;
  /** Of its bundle. */
  readonly folder: string;
}

export async function detailsOf({ summary, record, status, folder }: Known): Promise<ContainerDetails> {
  const whole = await readConfig(folder);
  const { process, mounts } = shownConfig.catch({ process: { cwd: '/', env: [] }, mounts: [] }).parse(whole);
  const { spec, labels } = record;
  return {
    summary,
    pid: status.pid,
    hostname: record.hostname,
    workingDirectory: process.cwd,
    user: record.user,
    environment: process.env,
    // Those of the kernel's own file systems are the same in every container.
    mounts: mounts
      .filter(({ type }) => type === 'bind')
      .map(({ type, source, destination, options }) => ({
        ...{ type, source, destination, options },
        readOnly: options.includes('ro'),
      })),
    networkMode: spec.network,
    networks:
      record.network === null || status.pid === null
        ? []
        : [{ name: 'gantry', ipAddress: record.network.address, macAddress: record.network.macAddress }],
    terminal: spec.terminal,
    openStdin: spec.terminal,
    init: spec.init,
    ociRuntime: record.ociRuntime,
    stopSignal: record.stopSignal,
    stopTimeoutSeconds: record.stopTimeoutSeconds,
    restartPolicy: spec.restart.when,
    restartTries: spec.restart.tries,
    restartCount: record.restartCount,
    restartFault: record.restartFault,
    oomKilled: status.oomKilled,
    checkpointed: status.checkpointed,
    checkpoint: status.checkpointed ? { madeAt: status.finishedAt, ...(await readBeside(folder)) } : null,
    restored: record.restored,
    securityOptions: optionsOf(spec.selinux).map((option) => `label=${option}`),
    inspect: z.json().parse({ record, status, labels, bundle: folder, config: whole }),
  };
}

export async function selinuxOf({ record, status }: Known, enabled: boolean): Promise<SelinuxReport> {
  const { processLabel, mountLabel } = record.labels;
  const kernel = await kernelOf(record.id, status, enabled);
  const type = parseContext(processLabel)?.type ?? (kernel.label === null ? null : parseContext(kernel.label)?.type);
  return {
    enabled,
    processLabel,
    mountLabel,
    kernelLabel: kernel.label,
    kernelLabelMissing: kernel.missing,
    requested: optionsOf(record.spec.selinux).map((option) => `label=${option}`),
    typeMeaning: type ? typeMeaning(type) : null,
  };
}

async function kernelOf(id: string, { pid }: ContainerStatus, enabled: boolean) {
  if (!enabled) return { label: null, missing: 'SELinux is off.' };
  return pid === null ? { label: null, missing: 'It does not run.' } : kernelLabel(pid, id);
}

/** @returns null where there is none that can be read: the container can't be started then, which says so */
async function readConfig(folder: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path.join(folder, 'config.json'), 'utf8'));
  } catch {
    return null;
  }
}
