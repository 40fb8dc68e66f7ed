/** Writes a container that is frozen as an archive, in Podman's layout (`libpod/container_internal_common.go`). */
import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { GantryError } from '../../../../shared/errors.ts';
import { writeArchive } from '../../../host/archive-file.ts';
import { partialOf } from '../../../host/partial-file.ts';
import { checkpointFolder } from '../../../runtime/conmon/bundle.ts';
import { signalNumber } from '../../../runtime/conmon/signals.ts';
import type { ContainerRecord } from '../container-record.ts';
import { runProgram } from '../run-program.ts';
import { isThere } from '../there.ts';
import { rootChanges } from './root-changes.ts';

export interface Export {
  readonly record: ContainerRecord;
  /** Its bundle, with CRIU's images in it. */
  readonly folder: string;
  /** The root file system of its image. */
  readonly imageRoot: string;
  /** It must not exist. */
  readonly target: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes that have been written so far. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/** @throws GantryError `conflict` where there is a file of this name, `disk-full`, `cancelled`; nothing is left then */
export async function exportArchive(wish: Export): Promise<void> {
  const { record, folder, target, signal, onProgress } = wish;
  const doing = `Write the checkpoint of ${record.name}`;
  const work = partialOf(path.join(folder, 'export'));
  try {
    await mkdir(work, { mode: 0o700 });
    const told = await writeTold(wish, work);
    const beside = await there(folder, ['stats-dump', 'ctr.log', checkpointFolder]);
    const args = ['--create', '--numeric-owner', '-C', work, ...told, '-C', folder, ...beside];
    let bytes = 0;
    await writeArchive(target, doing, async (append) => {
      for await (const chunk of tarOf(args, signal)) {
        await append(chunk);
        bytes += chunk.length;
        onProgress?.(bytes);
      }
    });
  } catch (thrown) {
    if (signal?.aborted) throw new GantryError({ code: 'cancelled', message: `${doing}: called off.`, cause: thrown });
    throw thrown;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Makes what only an archive has. @returns the names, in Podman's order */
async function writeTold({ record, folder, imageRoot, signal }: Export, work: string): Promise<string[]> {
  const root = path.join(folder, 'rootfs');
  const { changed, deleted } = await rootChanges(imageRoot, root);
  await writeFile(path.join(work, 'config.dump'), JSON.stringify(configDump(record)));
  await runProgram('cp', ['--', path.join(folder, 'config.json'), path.join(work, 'spec.dump')], { signal });
  await writeFile(path.join(work, 'network.status'), '{}');
  if (changed.length > 0) {
    const list = changed.map((name) => `./${name}`).join('\0');
    const from = ['--no-recursion', '--null', '--verbatim-files-from', '--files-from=-'];
    const format = ['--format=posix', '--xattrs', '--xattrs-include=security.capability', '--numeric-owner'];
    const args = ['--create', `--file=${path.join(work, 'rootfs-diff.tar')}`, ...format, '-C', root, ...from];
    await runProgram('tar', args, { signal, input: list });
  }
  if (deleted.length > 0) await writeFile(path.join(work, 'deleted.files'), JSON.stringify(deleted));
  return there(work, ['config.dump', 'spec.dump', 'network.status', 'rootfs-diff.tar', 'deleted.files']);
}

/** libpod's `ContainerConfig`, so far as others read it. */
function configDump({ id, name, image, labels, command, spec, ...record }: ContainerRecord) {
  return {
    id,
    name,
    rootfsImageID: image.id,
    rootfsImageName: image.name,
    runtime: record.ociRuntime,
    ProcessLabel: labels.processLabel,
    MountLabel: labels.mountLabel,
    command,
    user: record.user,
    stdin: spec.terminal,
    newPortMappings: record.ports.map(({ hostIp, hostPort, containerPort, protocol }) => ({
      host_ip: hostIp,
      host_port: hostPort ?? 0,
      container_port: containerPort,
      range: 1,
      protocol,
    })),
    stopSignal: signalNumber(record.stopSignal),
    stopTimeout: record.stopTimeoutSeconds,
    createdTime: new Date(record.createdAt).toISOString(),
  };
}

async function* tarOf(args: readonly string[], signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const tar = spawn('tar', args, { stdio: ['ignore', 'pipe', 'pipe'], signal });
  const ended = new Promise<number | null>((resolve, reject) => {
    tar.once('error', reject);
    tar.once('close', resolve);
  });
  ended.catch(() => undefined);
  const words = text(tar.stderr);
  for await (const chunk of tar.stdout) {
    if (chunk instanceof Uint8Array) yield chunk;
  }
  // 1: a file has changed while it was read, as the log of one that goes on does.
  const code = await ended;
  if (code === 0 || code === 1) return;
  throw new GantryError({ code: 'engine-failed', message: 'tar could not do it.', engineMessage: await words });
}

async function there(folder: string, names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(names.map((name) => isThere(path.join(folder, name))));
  return names.filter((_, index) => found[index]);
}
