/**
 * A conmon: started, held until its cgroup is set, let go, and heard over its pipes. The process that we start ends at
 * once; its child lives on beside us, and outlives us.
 */
import type { ChildProcess } from 'node:child_process';
import { Writable } from 'node:stream';
import { GantryError } from '../../../shared/errors.ts';
import { spawnAlone } from '../../host/spawn-alone.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { atLowestLevel } from './lowest-level.ts';
import { moveToOwnCgroup } from './own-cgroup.ts';
import { endConmon } from './patience.ts';
import { type SyncLine, SyncPipe } from './sync-pipe.ts';

export interface ConmonOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** Descriptors of ours that the command gets, from 3 on. */
  readonly preserved?: readonly number[];
  /** For an exec session: conmon tells when it listens, and waits to be let go again. */
  readonly attaches?: boolean;
  /** What is done and on what, for errors. */
  readonly doing: string;
}

export class ConmonProcess {
  readonly #sync: SyncPipe;
  readonly #attach: SyncPipe | null;
  readonly #start: Writable;
  readonly #child: ChildProcess;
  /** Why it failed, once its first process has ended; null where that went well, and its child goes on. */
  readonly #failure: Promise<GantryError | null>;
  /** Rejects where it failed; never fulfilled. */
  readonly #failed: Promise<never>;
  #said = '';

  constructor({ program, args, folder, preserved = [], attaches = false, doing }: ConmonOptions) {
    const first = 3 + preserved.length;
    [this.#sync, this.#attach] = toldOf(doing, () => pipes(attaches));
    const command = atLowestLevel({ program, args });
    const child = this.#begun(doing, () =>
      spawnAlone(command.program, command.args, {
        cwd: folder,
        detached: true,
        stdio: [
          ...(['ignore', 'ignore', 'pipe', ...preserved, this.#sync.writer, 'pipe'] as const),
          ...(this.#attach === null ? [] : [this.#attach.writer]),
        ],
        env: {
          ...cleanEnvironment(),
          _OCI_SYNCPIPE: String(first),
          _OCI_STARTPIPE: String(first + 1),
          ...(attaches ? { _OCI_ATTACHPIPE: String(first + 2) } : {}),
        },
      }),
    );
    this.#start = pipeAt(child.stdio, first + 1);
    this.#child = child;
    // When it dies early, why is told by its exit, not by the broken pipe.
    this.#start.on('error', () => undefined);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-4000);
    });
    this.#failure = untilEnded(child).then((how) => {
      if (how === null) return null;
      return new GantryError({
        code: 'engine-failed',
        message: `${doing}: conmon could not do it.`,
        engineMessage: this.words || how,
        hint: `See whether ${program} and the OCI runtime are whole and may be executed.`,
      });
    });
    this.#failed = this.#failure.then((failure) =>
      failure === null ? new Promise<never>(() => undefined) : Promise.reject(failure),
    );
    this.#failed.catch(() => undefined);
    child.unref();
  }

  /** Starts it, and gives up our ends of what it has. */
  #begun(doing: string, start: () => ChildProcess): ChildProcess {
    try {
      return toldOf(doing, () => mustHaveBegun(start()));
    } catch (thrown) {
      this.#sync.close();
      this.#attach?.close();
      throw thrown;
    } finally {
      this.#sync.handedOver();
      this.#attach?.handedOver();
    }
  }

  /** Lets it go for the first time, in a control group that isn't ours. */
  async begin(): Promise<void> {
    const { pid } = this.#child;
    if (pid !== undefined) await moveToOwnCgroup(pid);
    this.go();
  }

  /** Lets it go on: an exec session's waits once more, until who takes the output is there. */
  go(): void {
    this.#start.write('x');
  }

  /** What it has said of a failure so far, without its log's own trimmings. */
  get words(): string {
    return this.#said.replace(/^\[conmon:\w+\]: /gm, '').trim();
  }

  /** The next line of the sync pipe; null at its end. Rejects where conmon itself failed. */
  nextLine(): Promise<SyncLine | null> {
    return this.#next(this.#sync);
  }

  /** That it listens on the exec session's socket; null where it ended before. Rejects where conmon itself failed. */
  async listens(): Promise<SyncLine | null> {
    return this.#attach === null ? null : this.#next(this.#attach);
  }

  async #next(pipe: SyncPipe): Promise<SyncLine | null> {
    const line = await Promise.race([pipe.next(), this.#failed]);
    if (line !== null) return line;
    // Its pipes end before its end is told, and that says why.
    const failure = await this.#failure;
    if (failure !== null) throw failure;
    return null;
  }

  /**
   * Ends it, and what it has begun. To be called where it waits still, before it is released: it takes the end of its
   * pipe for being let go.
   * @param pidFile where its child writes its number
   */
  async end(pidFile: string): Promise<void> {
    this.#child.kill('SIGKILL');
    await endConmon(pidFile);
  }

  /** Hears no more of it. It lives on. */
  release(): void {
    this.#sync.close();
    this.#attach?.close();
    this.#start.destroy();
  }
}

function pipes(attaches: boolean): [SyncPipe, SyncPipe | null] {
  const sync = new SyncPipe();
  try {
    return [sync, attaches ? new SyncPipe() : null];
  } catch (thrown) {
    sync.handedOver();
    sync.close();
    throw thrown;
  }
}

/** Where no descriptor is left Node gives it no pipes, whatever its types say, and tells of it too late. */
function mustHaveBegun(child: ChildProcess): ChildProcess {
  const stdio: unknown = child.stdio;
  if (stdio !== undefined) return child;
  child.on('error', () => undefined);
  throw Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
}

/** Tells of it where no descriptor is left, for whatever it was. */
function toldOf<Made>(doing: string, make: () => Made): Made {
  try {
    return make();
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && (thrown.code === 'EMFILE' || thrown.code === 'ENFILE'))) {
      throw thrown;
    }
    throw new GantryError({
      code: 'engine-failed',
      message: `${doing}: conmon could not be started.`,
      engineMessage: thrown.message,
      hint: 'Close some terminals and logs, and try again.',
      cause: thrown,
    });
  }
}

/** @returns how it failed; null: it has left its child in its place */
function untilEnded(child: ChildProcess): Promise<string | null> {
  const words = new Promise<void>((resolve) => {
    if (child.stderr === null) resolve();
    else child.stderr.once('close', resolve);
  });
  return new Promise((resolve) => {
    child.once('error', (thrown) => resolve(thrown.message));
    // Not its 'close': the child that lives on holds the other pipes.
    child.once('exit', (code, signal) => {
      if (code === 0) resolve(null);
      else void words.then(() => resolve(code === null ? `signal ${signal}` : `exit code ${code}`));
    });
  });
}

function pipeAt(stdio: readonly unknown[], fd: number): Writable {
  const pipe = stdio[fd];
  if (pipe instanceof Writable) return pipe;
  throw new TypeError(`conmon has no pipe ${fd}`);
}
