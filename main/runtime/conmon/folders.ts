/**
 * Where the driver and conmon keep what belongs to a container while it runs. All of it lies in one folder that is
 * emptied by a reboot, as containers are (`$XDG_RUNTIME_DIR` or `/run`).
 */
import path from 'node:path';

export interface ContainerFolders {
  /** conmon's own files: pid files and the runtime's log of the creation. */
  readonly run: string;
  readonly pidFile: string;
  readonly conmonPidFile: string;
  /** Touched at each start: its time is that of the start. */
  readonly startedFile: string;
  readonly runtimeLog: string;
  /** A link to the bundle, made by conmon: attach socket and control pipe are in there. */
  readonly socketLink: string;
  /** The exit code, as decimal digits, once the container has ended. */
  readonly exitFile: string;
  /** A folder for each exec session. */
  readonly execs: string;
}

export class Folders {
  /** The OCI runtime's own state (`--root`). */
  readonly runtimeRoot: string;
  readonly exits: string;
  readonly sockets: string;
  readonly #containers: string;

  /** @param root for one driver alone */
  constructor(root: string) {
    this.runtimeRoot = path.join(root, 'runtime');
    this.exits = path.join(root, 'exits');
    this.sockets = path.join(root, 'sockets');
    this.#containers = path.join(root, 'containers');
  }

  of(id: string): ContainerFolders {
    const run = path.join(this.#containers, id);
    return {
      run,
      pidFile: path.join(run, 'pidfile'),
      conmonPidFile: path.join(run, 'conmon.pid'),
      startedFile: path.join(run, 'started'),
      runtimeLog: path.join(run, 'oci-log'),
      socketLink: path.join(this.sockets, id),
      exitFile: path.join(this.exits, id),
      execs: path.join(run, 'exec'),
    };
  }

  /** An exec session's own: its bundle, with its attach socket, exit code and log. */
  execOf(id: string, sessionId: string): string {
    return path.join(this.of(id).execs, sessionId);
  }
}

export interface ExecFiles {
  /** The runtime spec's `process` of it. */
  readonly process: string;
  /** Its command's number, by the OCI runtime, once that has begun. */
  readonly pidFile: string;
  readonly conmonPidFile: string;
  /** The folder for the exit code alone. */
  readonly exits: string;
  readonly exitFile: string;
  readonly runtimeLog: string;
}

/** @param folder an exec session's own */
export function execFiles(folder: string, containerId: string): ExecFiles {
  const at = (...names: string[]): string => path.join(folder, ...names);
  return {
    process: at('process.json'),
    pidFile: at('exec_pid'),
    conmonPidFile: at('conmon.pid'),
    exits: at('exit'),
    exitFile: at('exit', containerId),
    runtimeLog: at('oci-log'),
  };
}
