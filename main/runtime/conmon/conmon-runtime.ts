/**
 * `OCIRuntime` with nothing between us and conmon: what libpod's `ConmonOCIRuntime` does, without libpod. Who keeps the
 * containers makes their bundles, and tells of each where it is; the driver keeps nothing but what must outlive us.
 */
import { writeFile } from 'node:fs/promises';
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
  HttpAttachStreams,
  OCIRuntime,
  RuntimeContainer,
} from '../oci-runtime.ts';
import { attach } from './attach.ts';
import { checkpoint } from './checkpoint.ts';
import { ConmonExecs } from './conmon-execs.ts';
import { TerminalSizers } from './control.ts';
import { clearRemains, make } from './creation.ts';
import { preCheckpoint } from './pre-checkpoint.ts';
import { restore } from './restore.ts';
import { conmonOf, readStatus } from './status.ts';
import { kill, stop } from './stopping.ts';

/** For conmon, after its container has ended. It may wait for one who is attached and takes nothing. */
const lastWordMilliseconds = 3000;

export class ConmonRuntime extends ConmonExecs implements OCIRuntime {
  readonly #sizers = new TerminalSizers();

  /**
   * As libpod's `CreateContainer`: conmon makes it, in a control group of its own. That is one for all, and systemd isn't
   * asked for a scope.
   */
  async createContainer(
    ctr: ContainerToCreate,
    restoreOptions?: ContainerCheckpointOptions,
  ): Promise<CreatedContainer> {
    if (!('container' in ctr)) {
      throw unsupported('createContainer', 'The OCI runtime takes a bundle; who keeps the containers makes one.');
    }
    const { container } = ctr;
    const bundle = await this.bundleOf(container);
    if (restoreOptions === undefined) {
      await make(this.making, container, bundle, null);
      return { container, warnings: [], restoreStatistics: null };
    }
    const restoreStatistics = await restore(this.making, container, bundle, restoreOptions);
    return { container, warnings: [], restoreStatistics };
  }

  /** As libpod's: the runtime's `start`, in which conmon has no part. Ours marks the time, which libpod has in its database. */
  async startContainer(ctr: RuntimeContainer): Promise<void> {
    await this.program.run(['start', ctr.id], { doing: `Start ${ctr.name}` });
    await writeFile(this.folders.of(ctr.id).startedFile, '');
  }

  /**
   * As libpod's: a container that the runtime doesn't know any more has stopped, and is no error; its exit code is in
   * conmon's file, for which both wait a while. Ours keeps nothing: times too are those of files. An exit code that will
   * never come, since conmon was killed, is -1, as there.
   */
  async updateContainerStatus(ctr: RuntimeContainer): Promise<ContainerStatus> {
    return readStatus(this.program, ctr, await this.bundleOf(ctr), this.folders.of(ctr.id));
  }

  /**
   * As libpod's: the runtime's `kill`, with `--all` for every process. For a runtime that has no `--all` ours signals
   * those of the control group; libpod's of that time fails. An unknown name is refused before crun takes it for well.
   */
  async killContainer(ctr: RuntimeContainer, signal: number | string, all: boolean): Promise<void> {
    await kill(this.program, ctr, await this.bundleOf(ctr), signal, all);
  }

  /**
   * As libpod's: the stop signal, a wait for the end, SIGKILL; that at once where the time-out is 0. That the container has
   * ended by itself meanwhile is no error to either: libpod asks the kernel for its process, ours the runtime for its state.
   */
  async stopContainer(ctr: RuntimeContainer, timeoutSeconds: number | null, all: boolean): Promise<void> {
    await stop(this.program, ctr, await this.bundleOf(ctr), this.folders.of(ctr.id), timeoutSeconds, all);
  }

  /**
   * As libpod's: the runtime's `delete`. One that it has forgotten is no error here, and what conmon has left goes too,
   * which libpod's caller sees to. The bundle is not ours.
   */
  async deleteContainer(ctr: RuntimeContainer, { force = false } = {}): Promise<void> {
    const own = this.folders.of(ctr.id);
    const conmon = await conmonOf(own);
    try {
      await this.program.run(['delete', ...(force ? ['--force'] : []), ctr.id], { doing: `Remove ${ctr.name}` });
    } catch (thrown) {
      if (!(thrown instanceof GantryError) || thrown.code !== 'not-found') throw thrown;
    }
    const bundle = await this.bundleOf(ctr);
    // It still writes an exit code, which must not be taken for that of a later run.
    if (conmon !== null) {
      const { untilProcessEnds } = await import('./process-end.ts');
      await untilProcessEnds(conmon, AbortSignal.timeout(lastWordMilliseconds));
    }
    await clearRemains(own, bundle);
    this.#sizers.forget(ctr.id);
    this.execs.forget(ctr);
  }

  /** As libpod's: the runtime's `pause`. One that doesn't run is refused by runc; crun takes a second pause for well. */
  async pauseContainer(ctr: RuntimeContainer): Promise<void> {
    await this.program.run(['pause', ctr.id], { doing: `Pause ${ctr.name}` });
  }

  /** As libpod's: the runtime's `resume`. */
  async unpauseContainer(ctr: RuntimeContainer): Promise<void> {
    await this.program.run(['resume', ctr.id], { doing: `Unpause ${ctr.name}` });
  }

  /**
   * As libpod's: raw bytes of a terminal, frames of the rest. There the headers of HTTP come first and old logs may; both
   * are the caller's with ours. Detach keys are found across any borders, libpod's must come one by one; and who takes too
   * little is let go, for whom libpod's conmon, and all, would wait.
   */
  async httpAttach(
    ctr: RuntimeContainer,
    connection: Duplex,
    streams: HttpAttachStreams,
    detachKeys: string | undefined,
    cancel: AbortSignal,
  ): Promise<void> {
    await attach(ctr, await this.bundleOf(ctr), connection, streams, detachKeys, cancel);
  }

  /**
   * As libpod's: by conmon's control pipe. libpod writes each size at once, of which conmon takes the first of several for
   * all; ours sends them apart, the last one twice.
   */
  async attachResize(ctr: RuntimeContainer, size: TerminalSize): Promise<void> {
    await this.#sizers.resize(ctr.id, size, async () => (await this.bundleOf(ctr)).path);
  }

  /**
   * As libpod's: the runtime's `checkpoint`, with CRIU's own reasons where it fails. Archives are the engine's, which
   * knows what else belongs into one. An earlier checkpoint is given up here for a whole new one only.
   */
  async checkpointContainer(
    ctr: RuntimeContainer,
    options: ContainerCheckpointOptions,
  ): Promise<CheckpointStatistics | null> {
    if (options.targetFile) throw unsupported('checkpointContainer', 'Who keeps the containers makes archives.');
    if (!this.supportsCheckpoint())
      throw unsupported('checkpointContainer', `This ${this.name} is built without CRIU.`);
    const freeze = options.preCheckpoint ? preCheckpoint : checkpoint;
    return freeze(this.program, ctr, await this.bundleOf(ctr), options);
  }
}
