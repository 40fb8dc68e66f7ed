/** One container in full: overview, processes, SELinux. */
import path from 'node:path';
import { z } from 'zod';
import type { ContainerDetails, ContainerSummary, ImageSummary, ProcessTable } from '../../../shared/container.ts';
import { type ContainerLabels, parseContext, type SelinuxReport } from '../../../shared/selinux.ts';
import { containerPath, type LibpodClient } from '../../runtime/podman/client.ts';
import { type Inspected, inspectContainer } from '../../runtime/podman/inspect.ts';
import { kernelLabel } from '../../selinux/kernel-label.ts';
import { typeMeaning } from '../../selinux/type-meaning.ts';

export async function readDetails(client: LibpodClient, summary: ContainerSummary): Promise<ContainerDetails> {
  const { parsed, whole } = await inspectContainer(client, summary.id, `Inspect ${summary.name}`);
  const { Config, HostConfig, State } = parsed;
  return {
    summary,
    pid: State.Pid || null,
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
    networks: Object.entries(parsed.NetworkSettings?.Networks ?? {}).map(([name, network]) => ({
      name,
      ipAddress: network.IPAddress,
      macAddress: network.MacAddress,
    })),
    terminal: Config.Tty ?? false,
    init: HostConfig.Init ?? false,
    ociRuntime: path.basename(parsed.OCIRuntime),
    stopSignal: String(Config.StopSignal ?? ''),
    stopTimeoutSeconds: Config.StopTimeout ?? 10,
    restartPolicy: HostConfig.RestartPolicy?.Name ?? '',
    restartCount: parsed.RestartCount ?? 0,
    oomKilled: State.OOMKilled ?? false,
    checkpointed: State.Checkpointed ?? false,
    restored: State.Restored ?? false,
    securityOptions: HostConfig.SecurityOpt,
    inspect: whole,
  };
}

export async function readLabels(client: LibpodClient, containerId: string): Promise<ContainerLabels> {
  const { ProcessLabel, MountLabel } = (await inspectContainer(client, containerId)).parsed;
  return { containerId, processLabel: ProcessLabel, mountLabel: MountLabel };
}

export async function readSelinux(
  client: LibpodClient,
  { id, name }: ContainerSummary,
  enabled: boolean,
): Promise<SelinuxReport> {
  const { parsed } = await inspectContainer(client, id, `Inspect ${name}`);
  const { ProcessLabel: processLabel, MountLabel: mountLabel, HostConfig } = parsed;
  const kernel = enabled ? await kernelOf(parsed) : { label: null, missing: 'SELinux is off.' };
  const type = parseContext(processLabel)?.type ?? (kernel.label === null ? null : parseContext(kernel.label)?.type);
  return {
    enabled,
    processLabel,
    mountLabel,
    kernelLabel: kernel.label,
    kernelLabelMissing: kernel.missing,
    requested: HostConfig.SecurityOpt.filter((option) => option.startsWith('label')),
    typeMeaning: type ? typeMeaning(type) : null,
  };
}

async function kernelOf({ Id, State }: Inspected): Promise<{ label: string | null; missing: string | null }> {
  if (!State.Pid) return { label: null, missing: 'It does not run.' };
  return kernelLabel(State.Pid, Id);
}

/** libpod's answer to top. */
const processes = z.object({ Titles: z.array(z.string()), Processes: z.array(z.array(z.string())).nullish() });

export async function readProcesses(client: LibpodClient, { id, name }: ContainerSummary): Promise<ProcessTable> {
  const doing = `List the processes in ${name}`;
  const { Titles, Processes } = await client.json(processes, 'GET', containerPath(id, '/top'), { doing });
  return { titles: Titles, rows: Processes ?? [] };
}

const images = z.array(
  z.object({
    Id: z.string(),
    Names: z.array(z.string()).nullish(),
    RepoTags: z.array(z.string()).nullish(),
    Created: z.number(),
    Size: z.number(),
  }),
);

export async function readImages(client: LibpodClient): Promise<ImageSummary[]> {
  const list = await client.json(images, 'GET', '/images/json', { doing: 'List the images' });
  return list.map(({ Id, Names, RepoTags, Created, Size }) => ({
    id: Id,
    names: Names ?? RepoTags ?? [],
    sizeBytes: Size,
    createdAt: Created * 1000,
  }));
}
