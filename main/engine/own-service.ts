/** A `podman system service` of our own, where no socket serves. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GantryError } from '../../shared/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds that it may take to answer after its start, and to end after being asked. */
const patience = { start: 20_000, end: 3000 };
/**
 * Seconds after which it ends by itself when nobody is connected. The app listens to its events all the time, so this is
 * for an app that was killed and could not end it.
 */
const idle = 10;

export class OwnService implements AsyncDisposable {
  readonly socketPath: string;
  readonly #folder: string;
  readonly #environment: Environment;
  readonly #idleSeconds: number;
  #child: ChildProcess | null = null;
  #words = '';
  #isOver = false;

  private constructor(folder: string, environment: Environment, idleSeconds: number) {
    this.#folder = folder;
    this.socketPath = path.join(folder, 'podman.sock');
    this.#environment = environment;
    this.#idleSeconds = idleSeconds;
  }

  /** Makes a folder that only this user may enter, for the socket. The service itself starts when it is needed. */
  static async create(environment: Environment, { idleSeconds = idle } = {}): Promise<OwnService> {
    // The variable may name a folder that isn't there, or another user's (after su).
    const usual = environment.XDG_RUNTIME_DIR ? mkdtemp(path.join(environment.XDG_RUNTIME_DIR, 'gantry-')) : null;
    const folder = await usual?.catch(() => null);
    return new OwnService(folder ?? (await mkdtemp(path.join(tmpdir(), 'gantry-'))), environment, idleSeconds);
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
    const deadline = Date.now() + patience.start;
    while (!signal.aborted && !(await answers(this.socketPath))) {
      if (this.#child === null) throw this.#ended();
      if (Date.now() > deadline) throw this.#ended();
      // A socket that isn't there yet can't be awaited by connecting to it.
      await pause(20);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    const child = this.#child;
    if (child !== null && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), patience.end);
      await ended;
      clearTimeout(timer);
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  #start(): void {
    const args = ['system', 'service', `--time=${this.#idleSeconds}`, `unix://${this.socketPath}`];
    // CONTAINER_HOST would make it the client of another.
    const { CONTAINER_HOST: _, CONTAINER_CONNECTION: __, ...env } = this.#environment;
    const child = spawn('podman', args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    this.#words = '';
    child.stderr.on('data', (chunk: Buffer) => {
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

/** Whether something listens on a socket. */
export function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
