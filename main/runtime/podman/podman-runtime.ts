/** `OCIRuntime` over libpod's REST API: what of each container its engine does for us. */
import type { Duplex } from 'node:stream';
import type { CheckpointStatistics } from '../../../shared/checkpoint.ts';
import { separatesByKvm } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import type { TerminalSize } from '../../../shared/session.ts';
import type { CreationNeeds } from '../../host/creation-needs.ts';
import { unsupported } from '../errors.ts';
import type {
  ContainerCheckpointOptions,
  ContainerStatus,
  ContainerToCreate,
  CreatedContainer,
  ExecOptions,
  ExecSession,
  HttpAttachStreams,
  OCIRuntime,
  RuntimeContainer,
  RuntimeInfo,
} from '../oci-runtime.ts';
import { attach, attachResize } from './attach.ts';
import { checkpoint } from './checkpoint.ts';
import type { LibpodClient } from './client.ts';
import { create } from './create.ts';
import { createExec, inspectExec, resizeExec, startExec } from './exec.ts';
import { execPrograms } from './exec-programs.ts';
import { stopExec } from './exec-stop.ts';
import { isExecutable } from './files.ts';
import { inspectContainer } from './inspect.ts';
import * as lifecycle from './lifecycle.ts';
import { restoreFrom, restoreInPlace } from './restore.ts';

export interface PodmanRuntimeOptions {
  readonly client: LibpodClient;
  readonly info: RuntimeInfo;
  /** What a new container needs to be told on this engine. */
  readonly needs: () => Promise<CreationNeeds>;
}

/** The form of Podman's own ids, which ours don't have. */
const podmanId = /^[0-9a-f]{64}$/;

const onlyEngineHasIt = 'The path is known to Podman alone: its API gives the streams and the exit code instead.';
const allIsNotServed =
  "Podman's API signals the first process only. One container's processes share its PID namespace, so they end with it.";

export class PodmanRuntime implements OCIRuntime {
  readonly name: string;
  readonly path: string;
  readonly #client: LibpodClient;
  readonly #info: RuntimeInfo;
  readonly #needs: PodmanRuntimeOptions['needs'];
  /** The engine's own ids of the exec sessions, by ours. */
  #execIds = new Map<string, string>();
  /** Those of them whose connection was lost. */
  #lostExecs = new Set<string>();

  constructor({ client, info, needs }: PodmanRuntimeOptions) {
    this.#client = client;
    this.#info = info;
    this.#needs = needs;
    this.name = info.ociRuntime.name;
    this.path = info.ociRuntime.path;
  }

  /** The same for containers that were made with another runtime; what of them is under way is known to both. */
  named(name: string): PodmanRuntime {
    const ociRuntime = { name, package: '', path: '', version: '' };
    const other = new PodmanRuntime({
      client: this.#client,
      info: { ...this.#info, ociRuntime },
      needs: this.#needs,
    });
    other.#execIds = this.#execIds;
    other.#lostExecs = this.#lostExecs;
    return other;
  }

  async createContainer(ctr: ContainerToCreate, restore: ContainerCheckpointOptions = {}): Promise<CreatedContainer> {
    if ('spec' in ctr) {
      const { id, warnings } = await create(this.#client, ctr.spec, await this.#needs());
      const name = ctr.spec.name ?? (await inspectContainer(this.#client, id)).parsed.Name;
      return { container: { id, name }, warnings, restoreStatistics: null };
    }
    if ('container' in ctr) {
      const { statistics } = await restoreInPlace(this.#client, ctr.container, restore);
      return { container: ctr.container, warnings: [], restoreStatistics: statistics };
    }
    if (!restore.importFile) throw unsupported('createContainer', 'No archive was named to restore from.');
    const { id, statistics } = await restoreFrom(this.#client, ctr.archived, restore.importFile, restore);
    const name = restore.name ?? (await inspectContainer(this.#client, id)).parsed.Name;
    return { container: { id, name }, warnings: [], restoreStatistics: statistics };
  }

  startContainer(ctr: RuntimeContainer): Promise<void> {
    return lifecycle.start(this.#client, ctr);
  }

  updateContainerStatus(ctr: RuntimeContainer): Promise<ContainerStatus> {
    return lifecycle.status(this.#client, ctr);
  }

  async killContainer(ctr: RuntimeContainer, signal: number | string, all: boolean): Promise<void> {
    if (all) throw unsupported('killContainer', allIsNotServed);
    await lifecycle.kill(this.#client, ctr, signal);
  }

  async stopContainer(ctr: RuntimeContainer, timeoutSeconds: number | null, all: boolean): Promise<void> {
    if (all) throw unsupported('stopContainer', allIsNotServed);
    await lifecycle.stop(this.#client, ctr, timeoutSeconds);
  }

  deleteContainer(ctr: RuntimeContainer, options: { force?: boolean; volumes?: boolean } = {}): Promise<void> {
    return lifecycle.remove(this.#client, ctr, options);
  }

  pauseContainer(ctr: RuntimeContainer): Promise<void> {
    return lifecycle.pause(this.#client, ctr);
  }

  unpauseContainer(ctr: RuntimeContainer): Promise<void> {
    return lifecycle.unpause(this.#client, ctr);
  }

  httpAttach(
    ctr: RuntimeContainer,
    connection: Duplex,
    streams: HttpAttachStreams,
    detachKeys: string | undefined,
    cancel: AbortSignal,
  ): Promise<void> {
    return attach(this.#client, ctr, connection, streams, detachKeys, cancel);
  }

  attachResize(ctr: RuntimeContainer, size: TerminalSize): Promise<void> {
    return attachResize(this.#client, ctr, size);
  }

  async execContainer(ctr: RuntimeContainer, sessionId: string, options: ExecOptions): Promise<ExecSession> {
    if (this.#execIds.has(sessionId)) {
      throw new GantryError({ code: 'conflict', message: 'There is an exec session of this id already.' });
    }
    const execId = await createExec(this.#client, ctr, options);
    this.#execIds.set(sessionId, execId);
    const session = await startExec(this.#client, ctr, execId, options).catch((thrown: unknown) => {
      this.#execIds.delete(sessionId);
      throw thrown;
    });
    session.ended.catch((thrown: unknown) => {
      if (thrown instanceof GantryError && thrown.code === 'engine-unreachable') this.#lostExecs.add(sessionId);
    });
    return session;
  }

  async execAttachResize(ctr: RuntimeContainer, sessionId: string, size: TerminalSize): Promise<void> {
    await resizeExec(this.#client, ctr, this.#execId(sessionId), size);
  }

  execStopContainer(ctr: RuntimeContainer, sessionId: string, timeoutSeconds: number): Promise<void> {
    // One of an earlier run: whatever has started it waits no more.
    const isOfEarlierRun = podmanId.test(sessionId);
    const execId = isOfEarlierRun ? sessionId : this.#execId(sessionId);
    const isWatched = !isOfEarlierRun && !this.#lostExecs.has(sessionId);
    return stopExec(this.#client, ctr, execId, { timeoutSeconds, isWatched });
  }

  async execUpdateStatus(_ctr: RuntimeContainer, sessionId: string): Promise<boolean> {
    return (await inspectExec(this.#client, this.#execId(sessionId))).Running;
  }

  execPrograms(ctr: RuntimeContainer, sessionId: string): Promise<readonly string[] | null> {
    return execPrograms(this.#client, ctr, this.#execId(sessionId));
  }

  /** Podman removes an ended session's remains by itself, five minutes later; only our own note of it goes. */
  async execContainerCleanup(_ctr: RuntimeContainer, sessionId: string): Promise<void> {
    this.#execIds.delete(sessionId);
    this.#lostExecs.delete(sessionId);
  }

  checkpointContainer(
    ctr: RuntimeContainer,
    options: ContainerCheckpointOptions,
  ): Promise<CheckpointStatistics | null> {
    return checkpoint(this.#client, ctr, options);
  }

  /** libpod asks the program; over the API its name has to do. A crun built without CRIU says so when it is asked. */
  supportsCheckpoint(): boolean {
    return this.name === 'runc' || this.name === 'crun';
  }

  supportsJSONErrors(): boolean {
    return this.name === 'runc' || this.name === 'crun' || this.name.startsWith('kata');
  }

  supportsNoCgroups(): boolean {
    return this.name === 'crun';
  }

  supportsKVM(): boolean {
    return separatesByKvm(this.name);
  }

  attachSocketPath(_ctr: RuntimeContainer): string {
    throw unsupported('attachSocketPath', onlyEngineHasIt);
  }

  execAttachSocketPath(_ctr: RuntimeContainer, _sessionId: string): string {
    throw unsupported('execAttachSocketPath', onlyEngineHasIt);
  }

  exitFilePath(_ctr: RuntimeContainer): string {
    throw unsupported('exitFilePath', onlyEngineHasIt);
  }

  isExecutable(ctr: RuntimeContainer, path: string): Promise<boolean> {
    return isExecutable(this.#client, ctr, path);
  }

  async runtimeInfo(): Promise<RuntimeInfo> {
    return this.#info;
  }

  #execId(sessionId: string): string {
    const execId = this.#execIds.get(sessionId);
    if (execId !== undefined) return execId;
    throw new GantryError({ code: 'not-found', message: 'This exec session is over.' });
  }
}
