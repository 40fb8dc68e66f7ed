/**
 * `OCIRuntime` as the rest of the app is given it: containers that the engine keeps, so that a new one is made of an image,
 * and what happens to one is noted. What runs them is a driver that knows nothing of this.
 */
import type { Duplex } from 'node:stream';
import type { CheckpointStatistics } from '../../../shared/checkpoint.ts';
import type { ContainerSpec } from '../../../shared/container.ts';
import type { TerminalSize } from '../../../shared/session.ts';
import { unsupported } from '../../runtime/errors.ts';
import type {
  ContainerCheckpointOptions,
  ContainerStatus,
  ContainerToCreate,
  CreatedContainer,
  ExecOptions,
  ExecSession,
  FoundExecSession,
  HttpAttachStreams,
  OCIRuntime,
  RuntimeContainer,
  RuntimeInfo,
} from '../../runtime/oci-runtime.ts';
import { mustBeWhole } from '../../runtime/whole-archive.ts';
import type { Archives } from './archive/archives.ts';
import type { BundleContainers } from './bundle-containers.ts';
import type { Driver } from './drivers.ts';
import type { Lifecycle } from './lifecycle.ts';
import { mustBe } from './state-rules.ts';

export interface BundleRuntimeOptions {
  readonly driver: Driver;
  readonly containers: BundleContainers;
  readonly lifecycle: Lifecycle;
  readonly archives: Archives;
  /** Makes a container of an image, for this driver. */
  readonly create: (spec: ContainerSpec) => Promise<CreatedContainer>;
}

export class BundleRuntime implements OCIRuntime {
  readonly name: string;
  readonly path: string;
  readonly #driver: OCIRuntime;
  readonly #containers: BundleContainers;
  readonly #lifecycle: Lifecycle;
  readonly #archives: Archives;
  readonly #create: BundleRuntimeOptions['create'];

  constructor({ driver, containers, lifecycle, archives, create }: BundleRuntimeOptions) {
    this.name = driver.name;
    this.path = driver.runtime.path;
    this.#driver = driver.runtime;
    this.#containers = containers;
    this.#lifecycle = lifecycle;
    this.#archives = archives;
    this.#create = create;
  }

  async createContainer(ctr: ContainerToCreate, restore: ContainerCheckpointOptions = {}): Promise<CreatedContainer> {
    if ('spec' in ctr) return this.#create(ctr.spec);
    if ('archived' in ctr) return this.#bring(restore);
    const restoreStatistics = await this.#lifecycle.restore(ctr.container, restore);
    return { container: ctr.container, warnings: [], restoreStatistics };
  }

  startContainer(ctr: RuntimeContainer): Promise<void> {
    return this.#lifecycle.start(ctr);
  }

  async updateContainerStatus({ id }: RuntimeContainer): Promise<ContainerStatus> {
    this.#containers.container(id);
    return this.#lifecycle.settle(id);
  }

  killContainer(ctr: RuntimeContainer, signal: number | string, all: boolean): Promise<void> {
    return this.#lifecycle.kill(ctr, signal, all);
  }

  stopContainer(ctr: RuntimeContainer, timeoutSeconds: number | null, all: boolean): Promise<void> {
    return this.#lifecycle.stop(ctr, timeoutSeconds, all);
  }

  deleteContainer(ctr: RuntimeContainer, { force = false } = {}): Promise<void> {
    return this.#lifecycle.remove(ctr, force);
  }

  pauseContainer(ctr: RuntimeContainer): Promise<void> {
    return this.#lifecycle.pause(ctr);
  }

  unpauseContainer(ctr: RuntimeContainer): Promise<void> {
    return this.#lifecycle.unpause(ctr);
  }

  httpAttach(
    ctr: RuntimeContainer,
    connection: Duplex,
    streams: HttpAttachStreams,
    detachKeys: string | undefined,
    cancel: AbortSignal,
  ): Promise<void> {
    return this.#driver.httpAttach(ctr, connection, streams, detachKeys, cancel);
  }

  attachResize(ctr: RuntimeContainer, size: TerminalSize): Promise<void> {
    return this.#driver.attachResize(ctr, size);
  }

  async execContainer(ctr: RuntimeContainer, sessionId: string, options: ExecOptions): Promise<ExecSession> {
    mustBe(this.#containers.container(ctr.id).summary, ['running'], `Run ${options.cmd[0] ?? ''} in ${ctr.name}`);
    return this.#driver.execContainer(ctr, sessionId, options);
  }

  execAttachResize(ctr: RuntimeContainer, sessionId: string, size: TerminalSize): Promise<void> {
    return this.#driver.execAttachResize(ctr, sessionId, size);
  }

  execStopContainer(ctr: RuntimeContainer, sessionId: string, timeoutSeconds: number): Promise<void> {
    return this.#driver.execStopContainer(ctr, sessionId, timeoutSeconds);
  }

  execUpdateStatus(ctr: RuntimeContainer, sessionId: string): Promise<boolean> {
    return this.#driver.execUpdateStatus(ctr, sessionId);
  }

  async execSessions(ctr: RuntimeContainer): Promise<readonly FoundExecSession[]> {
    return (await this.#driver.execSessions?.(ctr)) ?? [];
  }

  async execAttach(
    ctr: RuntimeContainer,
    sessionId: string,
    options: Pick<ExecOptions, 'streams' | 'detachKeys' | 'size'>,
  ): Promise<ExecSession> {
    if (this.#driver.execAttach === undefined) throw unsupported('execAttach', 'Its driver can’t find sessions again.');
    return this.#driver.execAttach(ctr, sessionId, options);
  }

  execContainerCleanup(ctr: RuntimeContainer, sessionId: string): Promise<void> {
    return this.#driver.execContainerCleanup(ctr, sessionId);
  }

  async checkpointContainer(
    ctr: RuntimeContainer,
    options: ContainerCheckpointOptions,
  ): Promise<CheckpointStatistics | null> {
    mustBeWhole(options);
    const { targetFile, preCheckpoint = false, keepRunning = false } = options;
    return this.#lifecycle.checkpoint(ctr, { ...options, keepRunning: keepRunning || preCheckpoint }, async () => {
      if (targetFile) await this.#archives.write(ctr, targetFile, options);
    });
  }

  /** What can't be brought back is not kept either, as by Podman. */
  async #bring(options: ContainerCheckpointOptions): Promise<CreatedContainer> {
    if (!options.importFile)
      throw unsupported('createContainer', 'A container is restored from an archive, which was not named.');
    const container = await this.#archives.bring(options.importFile, this.name, options);
    try {
      const restoreStatistics = await this.#lifecycle.restore(container, options);
      return { container, warnings: [], restoreStatistics };
    } catch (thrown) {
      await this.#lifecycle.remove(container, true);
      throw thrown;
    }
  }

  supportsCheckpoint(): boolean {
    return this.#driver.supportsCheckpoint();
  }

  supportsJSONErrors(): boolean {
    return this.#driver.supportsJSONErrors();
  }

  supportsNoCgroups(): boolean {
    return this.#driver.supportsNoCgroups();
  }

  supportsKVM(): boolean {
    return this.#driver.supportsKVM();
  }

  attachSocketPath(ctr: RuntimeContainer): string {
    return this.#driver.attachSocketPath(ctr);
  }

  execAttachSocketPath(ctr: RuntimeContainer, sessionId: string): string {
    return this.#driver.execAttachSocketPath(ctr, sessionId);
  }

  exitFilePath(ctr: RuntimeContainer): string {
    return this.#driver.exitFilePath(ctr);
  }

  runtimeInfo(): Promise<RuntimeInfo> {
    return this.#driver.runtimeInfo();
  }
}
