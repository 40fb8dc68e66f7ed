/** A `podman system service` of our own, where no socket serves. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GantryError } from '../../shared/errors.ts';
import { spawnAlone } from '../host/spawn-alone.ts';
import { answers, makeServiceFolder, socketName } from './service-folder.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds that it may take to answer after its start, and to end after being asked. */
const patience = { start: 20_000, end: 3000 };
/**
 * Seconds after which it ends by itself when nobody is connected. The app listens to its events all the time, so this is
 * for an app that was killed and could not end it.
 */
const idle = 10;

interface OwnServiceTimes {
  readonly idleSeconds: number;
  /** Milliseconds that it may take to answer after its start. */
  readonly startMs: number;
}

export class OwnService implements AsyncDisposable {
  readonly socketPath: string;
  readonly #folder: string;
  readonly #environment: Environment;
  readonly #idleSeconds: number;
  readonly #startMs: number;
  #child: ChildProcess | null = null;
  #words = '';
  #isOver = false;

  private constructor(folder: string, environment: Environment, { idleSeconds, startMs }: OwnServiceTimes) {
    this.#folder = folder;
    this.socketPath = path.join(folder, socketName);
    this.#environment = environment;
    this.#idleSeconds = idleSeconds;
    this.#startMs = startMs;
  }

  /** Makes a folder that only this user may enter, for the socket. The service itself starts when it is needed. */
  static async create(environment: Environment, times: Partial<OwnServiceTimes> = {}): Promise<OwnService> {
    const folder = await makeServiceFolder(environment.XDG_RUNTIME_DIR);
    return new OwnService(folder, environment, { idleSeconds: idle, startMs: patience.start, ...times });
  }

  /** Null while it doesn't run. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /**
   * Starts it unless it runs, and waits until it answers.
   * @throws GantryError in Podman's words when it ends instead; `not-found` when there is no Podman
   */
  async ensure(signal: AbortSignal): Promise<void> {
    if (this.#child === null) {
      await rm(this.socketPath, { force: true });
      if (this.#isOver) return;
      this.#start();
    }
    const deadline = Date.now() + this.#startMs;
    while (!signal.aborted && !(await answers(this.socketPath))) {
      if (this.#child === null) throw this.#ended();
      if (Date.now() > deadline) {
        // One that hangs would hang at the next try, too.
        await this.#end('SIGKILL');
        throw this.#ended();
      }
      // A socket that isn't there yet can't be awaited by connecting to it.
      await pause(20);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#end('SIGTERM');
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), patience.end);
    await ended;
    clearTimeout(timer);
  }

  #start(): void {
    const args = ['system', 'service', `--time=${this.#idleSeconds}`, `unix://${this.socketPath}`];
    // CONTAINER_HOST would make it the client of another.
    const { CONTAINER_HOST: _, CONTAINER_CONNECTION: __, ...env } = this.#environment;
    // What it starts outlives us, and would hold what it holds.
    const child = spawnAlone('podman', args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    this.#words = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#words = (this.#words + chunk.toString()).slice(-2000);
    });
    // Should the app end without having disposed of it.
    const kill = (): void => void child.kill('SIGTERM');
    process.on('exit', kill);
    const ended = (): void => {
      process.off('exit', kill);
      if (this.#child === child) this.#child = null;
    };
    child.on('exit', ended);
    child.on('error', (error) => {
      this.#words = error.message;
      ended();
    });
  }

  #ended(): GantryError {
    if (this.#words.includes('ENOENT')) {
      return new GantryError({
        code: 'not-found',
        message: 'There is no Podman on this machine.',
        engineMessage: this.#words,
        hint: 'Install it with your package manager: the package is podman.',
      });
    }
    return new GantryError({
      code: 'engine-unreachable',
      message: "Podman's service did not start.",
      engineMessage: this.#words.trim() || null,
      hint: 'Run `podman info` in a terminal to see what is wrong.',
    });
  }
}
