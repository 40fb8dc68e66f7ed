/** Exec sessions through a conmon of their own (libpod: `oci_conmon_exec_linux.go`). */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { GantryError } from '../../../shared/errors.ts';
import { DetachKeys, detachBytes } from '../detach-keys.ts';
import type { AttachStreams, ExecOptions, ExecSession, RuntimeContainer } from '../oci-runtime.ts';
import { connected } from './attach.ts';
import type { Bundle } from './bundle.ts';
import { type BundleConfig, readBundleConfig } from './bundle-config.ts';
import { execArguments } from './conmon-arguments.ts';
import { ConmonProcess } from './conmon-process.ts';
import { TerminalSizer } from './control.ts';
import type { Making } from './creation.ts';
import { execProcess } from './exec-process.ts';
import { inRoot } from './in-root.ts';
import type { PacketSocket } from './packet-socket.ts';
import { payloadOf, STDERR, streamOf, writeAll } from './packets.ts';
import { isAlive, type KnownProcess, knownProcess, signalProcess } from './processes.ts';
import { errorOfWords, type RuntimeError, wordsOf } from './runtime-errors.ts';
import { readRuntimeState } from './status.ts';
import { resolveUser, type UserFiles } from './users.ts';

/** An exec session that runs, or has run. */
export class ConmonExec {
  readonly folder: string;
  readonly sizer: TerminalSizer;
  readonly #terminal: boolean;
  #command: KnownProcess | null = null;

  constructor(folder: string, terminal: boolean) {
    this.folder = folder;
    this.#terminal = terminal;
    this.sizer = new TerminalSizer(folder);
  }

  /** Starts the command and joins the streams. */
  async start(making: Making, ctr: RuntimeContainer, bundle: Bundle, sessionId: string, options: ExecOptions) {
    const doing = `Run ${options.cmd[0] ?? ''} in ${ctr.name}`;
    const config = await readBundleConfig(bundle.path, doing);
    const process = await this.#makeProcess(making, ctr, config, options);
    // A new folder: another session of this id would be mixed with it.
    await mkdir(path.join(this.folder, 'exit'), { recursive: true, mode: 0o700 });
    const processFile = path.join(this.folder, 'process.json');
    await writeFile(processFile, JSON.stringify(process), { mode: 0o600 });
    const conmon = new ConmonProcess({
      program: making.conmon,
      args: execArguments({
        ...ctr,
        runtime: making.program.options,
        sessionId,
        folder: this.folder,
        processFile,
        terminal: options.terminal,
        interactive: options.streams.input !== null,
        preserveFDs: options.preserveFDs ?? 0,
      }),
      folder: this.folder,
      preserved: Array.from({ length: options.preserveFDs ?? 0 }, (_, index) => 3 + index),
      attaches: true,
      doing,
    });
    try {
      return await this.#join(conmon, options, doing);
    } catch (thrown) {
      conmon.release();
      throw thrown;
    }
  }

  async #join(conmon: ConmonProcess, options: ExecOptions, doing: string): Promise<ExecSession> {
    conmon.go();
    await conmon.listens();
    const socket = connected(this.folder, doing);
    try {
      // Before the command is there: it must not see another one first.
      if (options.terminal && options.size) await this.sizer.resize(options.size);
      conmon.go();
      const line = await conmon.nextLine();
      if (line === null || line.data < 0) {
        const log = await readFile(path.join(this.folder, 'oci-log'), 'utf8').catch(() => '');
        socket.destroy();
        conmon.release();
        return await notRun(errorOfWords(wordsOf(log, line?.message ?? ''), doing), options);
      }
      this.#command = await knownProcess(line.data);
      const ended = this.#untilEnd(conmon, socket, options, doing);
      ended.catch(() => undefined);
      return { pid: line.data, ended };
    } catch (thrown) {
      socket.destroy();
      throw thrown;
    }
  }

  /** The exit code and the end of the output come in any order: both are waited for. */
  async #untilEnd(conmon: ConmonProcess, socket: PacketSocket, options: ExecOptions, doing: string): Promise<number> {
    try {
      const [, line] = await Promise.all([this.#copy(socket, options, doing), conmon.nextLine()]);
      if (line !== null) return line.data;
      throw new GantryError({
        code: 'engine-failed',
        message: `${doing}: its conmon was killed, and with it the exit code was lost.`,
      });
    } finally {
      conmon.release();
      socket.destroy();
    }
  }

  async #copy(socket: PacketSocket, { streams, terminal, detachKeys }: ExecOptions, doing: string): Promise<void> {
    let isLeft = false;
    const typed = new DetachKeys(detachBytes(terminal ? detachKeys : ''), () => {
      isLeft = true;
      socket.destroy();
    });
    socket.on('error', () => undefined);
    streams.input?.pipe(typed);
    typed.pipe(socket, { end: false });
    // A terminal has no end of input, only keys.
    typed.once('end', () => {
      if (!terminal && !isLeft) socket.end();
    });
    try {
      for await (const packet of socket) {
        const stream = outputFor(packet, streams, terminal);
        if (stream !== null) await writeAll(stream, payloadOf(packet)).catch(nobodyReads);
      }
    } catch (thrown) {
      throw isLeft ? left(doing) : thrown;
    } finally {
      streams.input?.unpipe(typed);
      typed.destroy();
    }
    if (isLeft) throw left(doing);
  }

  async #makeProcess({ program }: Making, ctr: RuntimeContainer, config: BundleConfig, options: ExecOptions) {
    if (!options.user) return execProcess(config.process, options, null);
    const state = await readRuntimeState(program, ctr);
    const root = `/proc/${state?.pid ?? 0}/root`;
    const files: UserFiles = { passwd: await textIn(root, '/etc/passwd'), group: await textIn(root, '/etc/group') };
    return execProcess(config.process, options, resolveUser(options.user, files));
  }

  /**
   * TERM, or the hang-up of a terminal (to TERM an interactive shell is deaf), then KILL.
   * @param timeoutSeconds 0: KILL at once
   */
  async stop(timeoutSeconds: number): Promise<void> {
    const command = this.#command;
    if (command === null) return;
    if (timeoutSeconds > 0 && (await isAlive(command))) {
      signalProcess(command.pid, this.#terminal ? 'SIGHUP' : 'SIGTERM');
      if (await untilGone(command, timeoutSeconds * 1000)) return;
    }
    if (await isAlive(command)) signalProcess(command.pid, 'SIGKILL');
    if (await untilGone(command, killedMilliseconds)) return;
    throw new GantryError({
      code: 'engine-failed',
      message: 'The command of the exec session has not ended, even by SIGKILL.',
      hint: 'A process that waits for a disk or a device can not be killed until that answers.',
    });
  }

  async isRunning(): Promise<boolean> {
    return this.#command !== null && (await isAlive(this.#command));
  }

  async cleanUp(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

const killedMilliseconds = 20_000;
/** Nothing tells the end of a process that isn't our child. */
const lookMilliseconds = 50;

async function untilGone(command: KnownProcess, milliseconds: number): Promise<boolean> {
  for (const deadline = Date.now() + milliseconds; Date.now() < deadline; ) {
    if (!(await isAlive(command))) return true;
    await pause(Math.min(lookMilliseconds, milliseconds));
  }
  return !(await isAlive(command));
}

function outputFor(packet: Uint8Array, { output, error }: AttachStreams, terminal: boolean): Writable | null {
  return !terminal && streamOf(packet) === STDERR ? error : output;
}

async function textIn(root: string, file: string): Promise<string> {
  const found = await inRoot(root, file);
  return found === null ? '' : readFile(found, 'utf8').catch(() => '');
}

/** As a shell has it: by its exit code, with the reason where errors go. All else is a failure. */
async function notRun(refusal: RuntimeError, { streams, terminal }: ExecOptions): Promise<ExecSession> {
  if (refusal.exitCode === null) throw refusal;
  const stream = terminal ? streams.output : streams.error;
  if (stream !== null) await writeAll(stream, Buffer.from(`${refusal.engineMessage}\n`)).catch(nobodyReads);
  return { pid: null, ended: Promise.resolve(refusal.exitCode) };
}

function left(doing: string): GantryError {
  return new GantryError({
    code: 'cancelled',
    message: `${doing}: left by the detach keys.`,
    hint: 'The command runs on.',
  });
}

function nobodyReads(cause: unknown): never {
  throw new GantryError({ code: 'cancelled', message: 'Nobody takes the output any more.', cause });
}
