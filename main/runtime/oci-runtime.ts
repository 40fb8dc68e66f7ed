/**
 * `OCIRuntime`: what Gantry asks of whatever runs its containers. Method for method that of libpod as of April 2020
 * (`libpod/oci.go`), so that who knows one knows the other.
 *
 * It is a thin wrapper, as there: it does not judge whether a container is in the right state for what is asked,
 * the caller does. A method that a driver can't serve throws a `GantryError` with code `unsupported` that names why.
 */
import type { Duplex, Readable, Writable } from 'node:stream';
import type { CheckpointStatistics, RestoreStatistics } from '../../shared/checkpoint.ts';
import type { ContainerSpec, ContainerState } from '../../shared/container.ts';
import type { AskedPorts } from '../../shared/port.ts';
import type { TerminalSize } from '../../shared/session.ts';

/** A container as its runtime knows it. */
export interface RuntimeContainer {
  readonly id: string;
  /** For messages. */
  readonly name: string;
}

/** libpod's `ContainerStatus` and what goes with it. Times are milliseconds since 1970; null: never, or not known. */
export interface ContainerStatus {
  readonly state: ContainerState;
  /** Of the first process, as seen on the engine's machine; null while none runs. */
  readonly pid: number | null;
  readonly exitCode: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly oomKilled: boolean;
  readonly checkpointed: boolean;
}

/** The streams of an exec session (libpod's `AttachStreams`). A terminal's output comes on `output` alone. */
export interface AttachStreams {
  /** Null: the session gets no input. Its end is passed on. */
  readonly input: Readable | null;
  /** Back-pressure is kept: while it is full, the source isn't read. */
  readonly output: Writable | null;
  readonly error: Writable | null;
}

/** Which of the container's streams an attach session wants (libpod's `HTTPAttachStreams`). */
export interface HttpAttachStreams {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
}

/** libpod's `ExecOptions`. */
export interface ExecOptions {
  readonly cmd: readonly string[];
  readonly capAdd?: readonly string[];
  /** Added to the container's own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal: boolean;
  /** Null: the container's own. */
  readonly cwd?: string | null;
  /** `user[:group]`, names or numbers; null: the container's own. */
  readonly user?: string | null;
  readonly streams: AttachStreams;
  /**
   * Descriptors of ours that the command gets too, in this order from 3 on; ours stay open. libpod takes a number, and
   * hands over its caller's own from 3 on: those of a Node program are Node's.
   */
  readonly preserveFDs?: readonly number[];
  /** Undefined: the engine's default (ctrl-p,ctrl-q); an empty string: no detaching by keyboard. */
  readonly detachKeys?: string;
  /** The terminal's size before the command starts. */
  readonly size?: TerminalSize;
}

/** An exec session that the driver has found, whoever has started it, also an app that was killed. */
export interface FoundExecSession {
  readonly id: string;
  readonly command: readonly string[];
  readonly terminal: boolean;
  /** `uid:gid`, as which it runs. */
  readonly user: string;
  readonly cwd: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly isRunning: boolean;
  /** Null: it runs, or nobody knows its exit code any more. */
  readonly exitCode: number | null;
}

/** A running exec session. */
export interface ExecSession {
  /** Of the command, as seen on the engine's machine; null where it isn't told. */
  readonly pid: number | null;
  /**
   * Taken by {@link OCIRuntime.execStopContainer} in place of the session's id, also in a later run of the app; null: only
   * the run that has started it can end it.
   */
  readonly lastingId: string | null;
  /**
   * The exit code, once the command has ended and all its output has been handed over. Rejects when the connection
   * broke before. 126 and 127 mean that it could not be run, as in a shell.
   */
  readonly ended: Promise<number>;
}

/** libpod's `ContainerCheckpointOptions`; each field says to which of the two it belongs. */
export interface ContainerCheckpointOptions {
  /** Both: the images and logs of CRIU stay beside the container. */
  readonly keep?: boolean;
  /** Checkpoint: the container goes on afterwards. */
  readonly keepRunning?: boolean;
  /** Both: established TCP connections are kept. */
  readonly tcpEstablished?: boolean;
  /** Both: file locks are kept. */
  readonly fileLocks?: boolean;
  /**
   * Checkpoint: memory alone is written, in place, and the container goes on. A later checkpoint `withPrevious` writes only
   * what has changed since, so it is frozen for a shorter time. It takes a kernel that tracks what memory changes.
   */
  readonly preCheckpoint?: boolean;
  /** Checkpoint, in place: builds on the pre-checkpoint that there is. */
  readonly withPrevious?: boolean;
  /** Checkpoint: an archive is written here; it must not exist. Null or none: in place. */
  readonly targetFile?: string | null;
  /** Restore: from this archive. Null or none: in place. */
  readonly importFile?: string | null;
  /** Restore from an archive: the new container's name; null: the name it had. */
  readonly name?: string | null;
  readonly ignoreStaticIP?: boolean;
  readonly ignoreStaticMAC?: boolean;
  /** Restore from an archive: published instead of those that it had; null: those. */
  readonly ports?: readonly AskedPorts[] | null;
  /** Called with the bytes that have been written to, or read from, the archive so far. */
  readonly onProgress?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

/** The container to be made: a new one, or one that is brought back. */
export type ContainerToCreate =
  | { readonly spec: ContainerSpec }
  /** Restored in place. */
  | { readonly container: RuntimeContainer }
  /** Restored from an archive, which tells all else: who it was when it was frozen. */
  | { readonly archived: RuntimeContainer };

export interface CreatedContainer {
  readonly container: RuntimeContainer;
  /** What the engine remarked. */
  readonly warnings: readonly string[];
  /** Of a restore; null where the engine tells none, and after a plain creation. */
  readonly restoreStatistics: RestoreStatistics | null;
}

/** A program that drives containers. */
export interface DrivingProgram {
  readonly name: string;
  /** The machine's package that it belongs to, such as `runc_1.1.5+ds1-1_amd64`; empty: none, or it isn't known. */
  readonly package: string;
  readonly path: string;
  readonly version: string;
}

/** What drives the containers (libpod's `RuntimeInfo`). */
export interface RuntimeInfo {
  readonly conmon: DrivingProgram | null;
  readonly ociRuntime: DrivingProgram;
}

export interface OCIRuntime {
  /** Such as `crun`. */
  readonly name: string;
  /** Of the program; empty where only its engine knows. */
  readonly path: string;

  /**
   * Makes a container without starting it; with `restoreOptions` it is brought back from a checkpoint instead, and
   * runs. libpod hands the container over whole; an engine that we ask over an API chooses its id, so it is answered.
   */
  createContainer(ctr: ContainerToCreate, restoreOptions?: ContainerCheckpointOptions): Promise<CreatedContainer>;
  /** Starts one that was created, or has ended. */
  startContainer(ctr: RuntimeContainer): Promise<void>;
  /** Reads the state again from where it is kept. */
  updateContainerStatus(ctr: RuntimeContainer): Promise<ContainerStatus>;
  /**
   * Sends a signal to the first process, or with `all` to every one.
   * @param signal a number, or a name such as `SIGHUP`
   */
  killContainer(ctr: RuntimeContainer, signal: number | string, all: boolean): Promise<void>;
  /**
   * The stop signal first, SIGKILL after the time-out.
   * @param timeoutSeconds 0: SIGKILL at once; null: the container's own time-out
   * @param all both signals go to every process, for a container without a PID namespace of its own
   */
  stopContainer(ctr: RuntimeContainer, timeoutSeconds: number | null, all: boolean): Promise<void>;
  /** Removes the container. `force`: a running one too. `volumes`: its nameless volumes too. */
  deleteContainer(ctr: RuntimeContainer, options?: { force?: boolean; volumes?: boolean }): Promise<void>;
  /** Freezes all its processes. */
  pauseContainer(ctr: RuntimeContainer): Promise<void>;
  unpauseContainer(ctr: RuntimeContainer): Promise<void>;

  /**
   * Joins a connection to the container's first process, until either side ends or `cancel` is aborted. What the
   * container says is written to the connection, what is read from it goes to the container. With a terminal: raw
   * bytes. Without: frames of 1 byte stream, 3 zero bytes, 4 bytes length (big-endian) and the bytes.
   * @param detachKeys undefined: the engine's default (ctrl-p,ctrl-q); an empty string: no detaching by keyboard
   */
  httpAttach(
    ctr: RuntimeContainer,
    connection: Duplex,
    streams: HttpAttachStreams,
    detachKeys: string | undefined,
    cancel: AbortSignal,
  ): Promise<void>;
  /** Sets the size of the container's own terminal. */
  attachResize(ctr: RuntimeContainer, size: TerminalSize): Promise<void>;

  /**
   * Runs one more command in a running container. Answers when it has been started.
   * @param sessionId chosen by the caller, by which the other exec methods know it
   */
  execContainer(ctr: RuntimeContainer, sessionId: string, options: ExecOptions): Promise<ExecSession>;
  execAttachResize(ctr: RuntimeContainer, sessionId: string, size: TerminalSize): Promise<void>;
  /**
   * Ends an exec session and what it has started: SIGTERM, or the hang-up SIGHUP where it has a terminal (to SIGTERM an
   * interactive shell is deaf), and SIGKILL after the time-out. What ignores the hang-up, or has begun a session of its
   * own (setsid), lives on.
   * @param timeoutSeconds 0: SIGKILL at once
   */
  execStopContainer(ctr: RuntimeContainer, sessionId: string, timeoutSeconds: number): Promise<void>;
  /** Whether the session's command still runs. */
  execUpdateStatus(ctr: RuntimeContainer, sessionId: string): Promise<boolean>;
  /**
   * The command lines of what runs in a session and would end with it, the session's first process first; null: it can't
   * be told. Not libpod's: it tells whether a shell has anything at work.
   */
  execPrograms?(ctr: RuntimeContainer, sessionId: string): Promise<readonly string[] | null>;
  /**
   * The container's exec sessions, also those that have ended and were not cleaned up: the other exec methods take their
   * ids. Not libpod's, which has them in its database. A driver that can't tell hasn't got it.
   */
  execSessions?(ctr: RuntimeContainer): Promise<readonly FoundExecSession[]>;
  /**
   * Joins streams to an exec session that runs: with what it says from now on. Not libpod's of that time. A driver that
   * can't hasn't got it.
   * @throws GantryError `not-found`, or `wrong-state` where it has ended
   */
  execAttach?(
    ctr: RuntimeContainer,
    sessionId: string,
    options: Pick<ExecOptions, 'streams' | 'detachKeys' | 'size'>,
  ): Promise<ExecSession>;
  /** Removes what an ended session has left. */
  execContainerCleanup(ctr: RuntimeContainer, sessionId: string): Promise<void>;

  /**
   * Freezes a running container into a checkpoint.
   * @returns CRIU's figures; null where the engine tells none
   */
  checkpointContainer(ctr: RuntimeContainer, options: ContainerCheckpointOptions): Promise<CheckpointStatistics | null>;
  /** Whether the runtime can checkpoint at all; whether CRIU works is another matter. */
  supportsCheckpoint(): boolean;
  /** Whether the runtime reports its errors as JSON. */
  supportsJSONErrors(): boolean;
  /** Whether it can run a container without cgroups. */
  supportsNoCgroups(): boolean;
  /** Whether it separates containers by KVM. */
  supportsKVM(): boolean;

  /** Where the container's attach socket is. Throws where only the engine has it. */
  attachSocketPath(ctr: RuntimeContainer): string;
  execAttachSocketPath(ctr: RuntimeContainer, sessionId: string): string;
  /** Where the exit code is written. Throws where only the engine has it. */
  exitFilePath(ctr: RuntimeContainer): string;
  /**
   * Whether an executable file is at this path in the container; links are followed. Not libpod's: it finds a shell
   * without running one. A driver that can't tell hasn't got it.
   */
  isExecutable?(ctr: RuntimeContainer, path: string): Promise<boolean>;
  runtimeInfo(): Promise<RuntimeInfo>;
}
