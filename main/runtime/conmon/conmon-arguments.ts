/** conmon's command lines (`conmon(8)`; libpod: `createOCIContainer`, `startExec`). */
import type { Bundle } from './bundle.ts';
import { type ContainerFolders, execFiles } from './folders.ts';
import type { RuntimeProgramOptions } from './runtime-program.ts';

/** CRIU's images, and what the runtime is told to bring back beside the processes. */
export interface Restore {
  readonly images: string;
  readonly tcpEstablished: boolean;
  readonly fileLocks: boolean;
}

interface Common {
  readonly id: string;
  readonly name: string;
  readonly runtime: RuntimeProgramOptions;
}

export interface Creation extends Common {
  readonly bundle: Bundle;
  readonly folders: ContainerFolders;
  readonly exits: string;
  readonly sockets: string;
  readonly restore: Restore | null;
}

export function creationArguments({ id, name, runtime, bundle, folders, exits, sockets, restore }: Creation): string[] {
  return [
    ...['--api-version', '1', '-c', id, '-u', id, '-n', name, '-r', runtime.path, '-b', bundle.path],
    ...['-p', folders.pidFile, '-P', folders.conmonPidFile, '--exit-dir', exits, '--socket-dir-path', sockets],
    ...['-l', bundle.log === null ? 'none' : `k8s-file:${bundle.log.path}`],
    ...(bundle.log?.sizeMax ? ['--log-size-max', String(bundle.log.sizeMax)] : []),
    ...['--log-level', 'error'],
    ...runtimeArguments(runtime, folders.runtimeLog),
    ...inputOptions(bundle),
    ...(restore === null ? [] : ['--restore', restore.images, ...restoreOptions(restore)]),
  ];
}

export interface ExecCreation extends Common {
  readonly sessionId: string;
  /** Of this session alone. */
  readonly folder: string;
  readonly terminal: boolean;
  readonly interactive: boolean;
  /** So many descriptors from 3 on are the command's. */
  readonly preservedCount: number;
}

export function execArguments(exec: ExecCreation): string[] {
  const { id, name, runtime, sessionId, folder, terminal, interactive, preservedCount } = exec;
  const files = execFiles(folder, id);
  return [
    ...['--api-version', '1', '-c', id, '-u', sessionId, '-n', name, '-r', runtime.path, '-b', folder],
    ...['-p', files.pidFile, '-P', files.conmonPidFile, '--exit-dir', files.exits],
    ...['--full-attach', '-l', 'none', '--log-level', 'error'],
    ...runtimeArguments(runtime, files.runtimeLog),
    ...(preservedCount > 0 ? ['--runtime-opt', '--preserve-fds', '--runtime-opt', String(preservedCount)] : []),
    ...inputOptions({ terminal, interactive }),
    ...['-e', '--exec-attach', '--exec-process-spec', files.process],
  ];
}

function runtimeArguments({ root, speaksJSON }: RuntimeProgramOptions, log: string): string[] {
  const words = ['--root', root, ...(speaksJSON ? ['--log-format=json', `--log=${log}`] : [])];
  return words.map((word) => `--runtime-arg=${word}`);
}

/** Never both: then the first who leaves a terminal would end the input of all who come later. */
function inputOptions({ terminal, interactive }: Pick<Bundle, 'terminal' | 'interactive'>): string[] {
  if (terminal) return ['-t'];
  return interactive ? ['-i'] : [];
}

function restoreOptions({ tcpEstablished, fileLocks }: Restore): string[] {
  const words = [...(tcpEstablished ? ['--tcp-established'] : []), ...(fileLocks ? ['--file-locks'] : [])];
  return words.map((word) => `--runtime-opt=${word}`);
}
