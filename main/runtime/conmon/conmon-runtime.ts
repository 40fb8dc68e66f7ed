/**
 * `OCIRuntime` with nothing between us and conmon: what libpod's `ConmonOCIRuntime` does, without libpod. Who keeps the
 * containers makes their bundles, and tells of each where it is; the driver keeps nothing but what must outlive us.
 */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import type { CheckpointStatistics } from '../../../shared/checkpoint.ts';
import { GantryError } from '../../../shared/errors.ts';
import type { TerminalSize } from '../../../shared/session.ts';
import { unsupported } from '../errors.ts';
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
} from '../oci-runtime.ts';
import { attach } from './attach.ts';
import { type BundleOf, checkpointFolder } from './bundle.ts';
import { checkpoint, withLog } from './checkpoint.ts';
import { TerminalSizer } from './control.ts';
import { clearRemains, type Making, make } from './creation.ts';
import { ExecSessions } from './exec-sessions.ts';
import { Folders } from './folders.ts';
import { finishFreeze } from './frozen.ts';
import { untilProcessEnds } from './process-end.ts';
import { programVersion } from './program-version.ts';
import { RuntimeProgram } from './runtime-program.ts';
import { conmonOf, readStatus } from './status.ts';
import { kill, stop } from './stopping.ts';

/** For conmon, after its container has ended. It may wait for one who is attached and takes nothing. */
const lastWordMilliseconds = 3000;

export interface ConmonRuntimeOptions {
  /** Such as `runc`. */
  readonly name: string;
  /** Of its program. */
  readonly path: string;
  /** conmon's program. */
  readonly conmon: string;
  /** For the state of this driver's containers; a reboot should empty it. */
  readonly folder: string;
  readonly bundleOf: BundleOf;
  /**
   * As containers.conf says of the runtime (`runtime_supports_json`, `…_nocgroups`, `…_kvm`), and as it was found to be:
   * see `canCheckpoint`.
   */
  readonly supports: {
    readonly json: boolean;
    readonly noCgroups: boolean;
    readonly kvm: boolean;
    readonly checkpoint: boolean;
  };
  /** A runtime that says nothing for so long hangs; a minute where nothing is said. */
  readonly answerSeconds?: number | undefined;
}

export class ConmonRuntime implements OCIRuntime {
  readonly name: string;
  readonly path: string;
  readonly #conmon: string;
  readonly #folders: Folders;
  readonly #bundleOf: BundleOf;
  readonly #supports: ConmonRuntimeOptions['supports'];
  readonly #program: RuntimeProgram;
  readonly #sizers = new Map<string, TerminalSizer>();
  readonly #making: Making;
  readonly #execs: ExecSessions;

  constructor({ name, path: program, conmon, folder, bundleOf, supports, answerSeconds }: ConmonRuntimeOptions) {
    this.name = name;
    this.path = program;
    this.#conmon = conmon;
    this.#folders = new Folders(folder);
    this.#bundleOf = bundleOf;
    this.#supports = supports;
    this.#program = new RuntimeProgram({
      name,
      path: program,
      root: this.#folders.runtimeRoot,
      speaksJSON: supports.json,
      answerSeconds,
    });
    this.#making = { conmon, program: this.#program, folders: this.#folders };
    this.#execs = new ExecSessions(this.#making);
  }

  /**
   * As libpod's `CreateContainer`: conmon makes it, in a control group of its own. That is one for all, and systemd isn't
   * asked for a scope.
   */
  async createContainer(ctr: ContainerToCreate, restore?: ContainerCheckpointOptions): Promise<CreatedContainer> {
    if (!('container' in ctr)) {
      throw unsupported('createContainer', 'The OCI runtime takes a bundle; who keeps the containers makes one.');
    }
    const { container } = ctr;
    const bundle = await this.#bundleOf(container);
    const images = path.join(bundle.path, checkpointFolder);
    if (restore !== undefined) await finishFreeze(bundle);
    try {
      await make(this.#making, container, bundle, restore === undefined ? null : asRestore(images, restore));
    } catch (thrown) {
      throw restore === undefined ? thrown : await withLog(thrown, path.join(bundle.path, 'restore.log'));
    }
    if (restore !== undefined && !restore.keep) await rm(images, { recursive: true, force: true });
    return { container, warnings: [], restoreStatistics: null };
  }

  async startContainer(ctr: RuntimeContainer): Promise<void> {
    await this.#program.run(['start', ctr.id], { doing: `Start ${ctr.name}` });
    await writeFile(this.#folders.of(ctr.id).startedFile, '');
  }

  async updateContainerStatus(ctr: RuntimeContainer): Promise<ContainerStatus> {
    return readStatus(this.#program, ctr, await this.#bundleOf(ctr), this.#folders.of(ctr.id));
  }

  async killContainer(ctr: RuntimeContainer, signal: number | string, all: boolean): Promise<void> {
    await kill(this.#program, ctr, await this.#bundleOf(ctr), signal, all);
  }

  /** As libpod's, but that a time-out is seconds once: there it is multiplied twice where the first wait was in vain. */
  async stopContainer(ctr: RuntimeContainer, timeoutSeconds: number | null, all: boolean): Promise<void> {
    await stop(this.#program, ctr, await this.#bundleOf(ctr), this.#folders.of(ctr.id), timeoutSeconds, all);
  }

  /** The runtime's state of it, and what conmon has left. The bundle is not ours. */
  async deleteContainer(ctr: RuntimeContainer, { force = false } = {}): Promise<void> {
    const own = this.#folders.of(ctr.id);
    const conmon = await conmonOf(own);
    try {
      await this.#program.run(['delete', ...(force ? ['--force'] : []), ctr.id], { doing: `Remove ${ctr.name}` });
    } catch (thrown) {
      if (!(thrown instanceof GantryError) || thrown.code !== 'not-found') throw thrown;
    }
    const bundle = await this.#bundleOf(ctr);
    // It still writes an exit code, which must not be taken for that of a later run.
    if (conmon !== null) await untilProcessEnds(conmon, AbortSignal.timeout(lastWordMilliseconds));
    await clearRemains(own, bundle);
    this.#sizers.delete(ctr.id);
    this.#execs.forget(ctr);
  }

  async pauseContainer(ctr: RuntimeContainer): Promise<void> {
    await this.#program.run(['pause', ctr.id], { doing: `Pause ${ctr.name}` });
  }

  async unpauseContainer(ctr: RuntimeContainer): Promise<void> {
    await this.#program.run(['resume', ctr.id], { doing: `Unpause ${ctr.name}` });
  }

  async httpAttach(
    ctr: RuntimeContainer,
    connection: Duplex,
    streams: HttpAttachStreams,
    detachKeys: string | undefined,
    cancel: AbortSignal,
  ): Promise<void> {
    await attach(ctr, await this.#bundleOf(ctr), connection, streams, detachKeys, cancel);
  }

  async attachResize(ctr: RuntimeContainer, size: TerminalSize): Promise<void> {
    let sizer = this.#sizers.get(ctr.id);
    if (sizer === undefined) {
      sizer = new TerminalSizer((await this.#bundleOf(ctr)).path);
      this.#sizers.set(ctr.id, sizer);
    }
    await sizer.resize(size);
  }

  async execContainer(ctr: RuntimeContainer, sessionId: string, options: ExecOptions): Promise<ExecSession> {
    return this.#execs.start(ctr, await this.#bundleOf(ctr), sessionId, options);
  }

  async execAttachResize(ctr: RuntimeContainer, sessionId: string, size: TerminalSize): Promise<void> {
    await (await this.#execs.get(ctr, sessionId)).sizer.resize(size);
  }

  /** As libpod's, which means SIGKILL and sends SIGTERM again; ours sends what it means. */
  async execStopContainer(ctr: RuntimeContainer, sessionId: string, timeoutSeconds: number): Promise<void> {
    await (await this.#execs.get(ctr, sessionId)).stop(timeoutSeconds);
  }

  async execUpdateStatus(ctr: RuntimeContainer, sessionId: string): Promise<boolean> {
    return (await this.#execs.get(ctr, sessionId)).isRunning();
  }

  /** By their folders, which are there until they are cleaned up, or the container has ended. */
  execSessions(ctr: RuntimeContainer): Promise<readonly FoundExecSession[]> {
    return this.#execs.all(ctr);
  }

  async execAttach(
    ctr: RuntimeContainer,
    sessionId: string,
    options: Pick<ExecOptions, 'streams' | 'detachKeys' | 'size'>,
  ): Promise<ExecSession> {
    return (await this.#execs.get(ctr, sessionId)).attach(options);
  }

  async execContainerCleanup(ctr: RuntimeContainer, sessionId: string): Promise<void> {
    await this.#execs.cleanUp(ctr, sessionId);
  }

  async checkpointContainer(
    ctr: RuntimeContainer,
    options: ContainerCheckpointOptions,
  ): Promise<CheckpointStatistics | null> {
    if (options.targetFile) throw unsupported('checkpointContainer', 'Who keeps the containers makes archives.');
    if (!this.#supports.checkpoint)
      throw unsupported('checkpointContainer', `This ${this.name} is built without CRIU.`);
    await checkpoint(this.#program, ctr, await this.#bundleOf(ctr), options);
    return null;
  }

  /** libpod goes by the runtime's name; crun is built without CRIU in places, so ours has asked it. */
  supportsCheckpoint(): boolean {
    return this.#supports.checkpoint;
  }

  supportsJSONErrors(): boolean {
    return this.#supports.json;
  }

  supportsNoCgroups(): boolean {
    return this.#supports.noCgroups;
  }

  supportsKVM(): boolean {
    return this.#supports.kvm;
  }

  /** By conmon's link, as in libpod; clients go by the bundle, since a path may be too long for an address. */
  attachSocketPath(ctr: RuntimeContainer): string {
    return path.join(this.#folders.of(ctr.id).socketLink, 'attach');
  }

  execAttachSocketPath(ctr: RuntimeContainer, sessionId: string): string {
    return path.join(this.#folders.execOf(ctr.id, sessionId), 'attach');
  }

  exitFilePath(ctr: RuntimeContainer): string {
    return this.#folders.of(ctr.id).exitFile;
  }

  async runtimeInfo(): Promise<RuntimeInfo> {
    const [conmon, runtime] = await Promise.all([programVersion(this.#conmon), programVersion(this.path)]);
    return {
      conmon: { path: this.#conmon, version: conmon },
      ociRuntime: { name: this.name, path: this.path, version: runtime },
    };
  }
}

function asRestore(images: string, { tcpEstablished = false, fileLocks = false }: ContainerCheckpointOptions) {
  return { images, tcpEstablished, fileLocks };
}
