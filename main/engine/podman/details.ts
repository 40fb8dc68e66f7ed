/** One container in full: overview, processes, SELinux. */
import path from 'node:path';
import { z } from 'zod';
import type { CheckpointFacts } from '../../../shared/checkpoint.ts';
import type { ContainerDetails, ContainerSummary, ProcessTable } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import { type ContainerLabels, parseContext, type SelinuxReport } from '../../../shared/selinux.ts';
import { readBeside } from '../../checkpoint/beside.ts';
import { containerPath, type LibpodClient } from '../../runtime/podman/client.ts';
import { type Inspected, inspectContainer } from '../../runtime/podman/inspect.ts';
import { type KernelLabel, kernelLabel } from '../../selinux/kernel-label.ts';
import { typeMeaning } from '../../selinux/type-meaning.ts';

export async function readDetails(client: LibpodClient, summary: ContainerSummary): Promise<ContainerDetails> {
  const { parsed, whole } = await inspectContainer(client, summary.id, `Inspect ${summary.name}`);
  const { Config, HostConfig, State } = parsed;
  return {
    summary,
    pid: runningPid(parsed),
    hostname: Config.Hostname,
    workingDirectory: Config.WorkingDir,
    user: Config.User,
    environment: Config.Env,
    mounts: (parsed.Mounts ?? []).map((mount) => ({
      type: mount.Type,
      source: mount.Source,
      destination: mount.Destination,
      options: mount.Options,
      readOnly: mount.RW === false,
    })),
    networkMode: HostConfig.NetworkMode,
    networks: Object.entries(parsed.NetworkSettings?.Networks ?? {}).map(([name, network]) => ({
      name,
      ipAddress: network.IPAddress,
      macAddress: network.MacAddress,
    })),
    terminal: Config.Tty ?? false,
    openStdin: Config.OpenStdin ?? false,
    init: HostConfig.Init ?? false,
    ociRuntime: path.basename(parsed.OCIRuntime),
    stopSignal: String(Config.StopSignal ?? ''),
    stopTimeoutSeconds: Config.StopTimeout ?? 10,
    restartPolicy: HostConfig.RestartPolicy?.Name ?? '',
    restartTries: HostConfig.RestartPolicy?.MaximumRetryCount || null,
    restartCount: parsed.RestartCount ?? 0,
    // It goes to the journal, if anywhere.
    restartFault: null,
    oomKilled: State.OOMKilled ?? false,
    checkpointed: State.Checkpointed ?? false,
    checkpoint: State.Checkpointed ? await checkpointFacts(parsed) : null,
    restored: State.Restored ?? false,
    securityOptions: HostConfig.SecurityOpt,
    inspect: whole,
  };
}

async function checkpointFacts({ State, OCIConfigPath }: Inspected): Promise<CheckpointFacts> {
  const folder = OCIConfigPath === '' ? '' : path.dirname(OCIConfigPath);
  return { madeAt: State.CheckpointedAt, ...(await readBeside(folder)) };
}

/** What a container's row shows and the list doesn't tell. */
interface Unlisted {
  readonly labels: ContainerLabels;
  readonly ociRuntime: string;
  readonly checkpointed: boolean;
  readonly oomKilled: boolean;
}

export async function readUnlisted(client: LibpodClient, { id, name }: ContainerSummary): Promise<Unlisted> {
  const { parsed } = await inspectContainer(client, id, `Inspect ${name}`);
  const { ProcessLabel, MountLabel, OCIRuntime, State } = parsed;
  return {
    labels: { containerId: id, processLabel: ProcessLabel, mountLabel: MountLabel },
    ociRuntime: path.basename(OCIRuntime),
    checkpointed: State.Checkpointed ?? false,
    oomKilled: State.OOMKilled ?? false,
  };
}

export async function readSelinux(
  client: LibpodClient,
  { id, name }: ContainerSummary,
  enabled: boolean,
): Promise<SelinuxReport> {
  const { parsed } = await inspectContainer(client, id, `Inspect ${name}`);
  const { ProcessLabel: processLabel, MountLabel: mountLabel, HostConfig } = parsed;
  const kernel: KernelLabel = enabled ? await kernelOf(client, parsed) : { label: null, missing: 'SELinux is off.' };
  const type = parseContext(processLabel)?.type ?? (kernel.label === null ? null : parseContext(kernel.label)?.type);
  return {
    enabled,
    processLabel,
    mountLabel,
    kernelLabel: kernel.label,
    kernelLabelMissing: kernel.missing,
    requested: HostConfig.SecurityOpt.flatMap(labelOptions),
    typeMeaning: type ? typeMeaning(type) : null,
  };
}

/** Podman gives several as one: `label=type:spc_t,label=level:s0:c1,c2`. */
function labelOptions(option: string): string[] {
  return option.split(/,(?=label[=:])/).filter((each) => each.startsWith('label'));
}

/** Podman goes on telling the process of a container that was frozen. */
function runningPid({ State }: Inspected): number | null {
  const hasProcess = State.Status === 'running' || State.Status === 'paused' || State.Status === 'stopping';
  return hasProcess ? State.Pid || null : null;
}

async function kernelOf(client: LibpodClient, container: Inspected): Promise<KernelLabel> {
  const pid = runningPid(container);
  if (pid === null) return { label: null, missing: 'It does not run.' };
  const here = await kernelLabel(pid, container.Id);
  return here.label === null ? ((await kernelLabelThere(client, container, pid)) ?? here) : here;
}

/**
 * What the engine reads of its own machine's `/proc/PID/attr/current`: the descriptor `label` of psgo, which tells `?` where
 * there is none. Null: the engine doesn't tell.
 */
async function kernelLabelThere(
  client: LibpodClient,
  { Id, Name }: Inspected,
  pid: number,
): Promise<KernelLabel | null> {
  const request = { query: { ps_args: 'hpid,label' }, doing: `Look for the process label of ${Name}` };
  const { Processes } = await client.json(processes, 'GET', containerPath(Id, '/top'), request);
  const label = Processes?.find(([hostPid]) => hostPid === String(pid))?.[1];
  return label === undefined || parseContext(label) === null ? null : { label, missing: null };
}

/** libpod's answer to top. */
const processes = z.object({ Titles: z.array(z.string()), Processes: z.array(z.array(z.string())).nullish() });

/** @throws GantryError `wrong-state` where nothing runs; Podman 4 answers that with nothing at all */
export async function readProcesses(client: LibpodClient, summary: ContainerSummary): Promise<ProcessTable> {
  const { id, name, state } = summary;
  if (state !== 'running' && state !== 'paused' && state !== 'stopping') {
    throw new GantryError({ code: 'wrong-state', message: `No process runs in ${name}.`, hint: 'Start it first.' });
  }
  const doing = `List the processes in ${name}`;
  const { Titles, Processes } = await client.json(processes, 'GET', containerPath(id, '/top'), { doing });
  return { titles: Titles, rows: Processes ?? [] };
}
