/** Exec sessions through a conmon of their own (libpod: `oci_conmon_exec_linux.go`). */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../shared/errors.ts';
import { detachBytes } from '../detach-keys.ts';
import { endProcesses } from '../exec-end.ts';
import { programsOf } from '../exec-members.ts';
import type { ExecOptions, ExecSession, RuntimeContainer } from '../oci-runtime.ts';
import { connected } from './attach.ts';
import type { Bundle } from './bundle.ts';
import { readBundleConfig } from './bundle-config.ts';
import { execArguments } from './conmon-arguments.ts';
import type { ConmonProcess } from './conmon-process.ts';
import { TerminalSizer } from './control.ts';
import type { Making } from './creation.ts';
import { execProcess } from './exec-process.ts';
import { processesOf } from './exec-processes.ts';
import { joinStreams, notRun } from './exec-streams.ts';
import { userIn } from './exec-user.ts';
import { exitCodeIn, untilExitFile } from './exit-file.ts';
import { type ExecFiles, execFiles } from './folders.ts';
import type { KeptExec } from './kept-exec.ts';
import type { PacketSocket } from './packet-socket.ts';
import { patiently } from './patience.ts';
import { isAlive, type KnownProcess, knownProcess } from './processes.ts';
import { errorOfWords, wordsOf } from './runtime-errors.ts';
import { startConmon } from './start-conmon.ts';
import { conmonOf } from './status.ts';

/** From the end of a session's output until its exit code is written, on a machine that is very busy. */
const lastWordMilliseconds = 5000;

type Streams = Pick<ExecOptions, 'streams' | 'terminal'>;

interface Asked {
  readonly doing: string;
  /** That leave the session. */
  readonly keys: Uint8Array;
  /** In which a runtime that doesn't hang has answered. */
  readonly seconds: number;
}

/** An exec session that runs, or has run. */
export class ConmonExec {
  readonly folder: string;
  readonly sizer: TerminalSizer;
  readonly #ctr: RuntimeContainer;
  readonly #files: ExecFiles;
  readonly #terminal: boolean;
  #hasFolder = false;
  #command: KnownProcess | null = null;

  constructor(folder: string, ctr: RuntimeContainer, terminal: boolean) {
    this.folder = folder;
    this.#ctr = ctr;
    this.#files = execFiles(folder, ctr.id);
    this.#terminal = terminal;
    this.sizer = new TerminalSizer(folder);
  }

  /** One that another app has started. Null: that has not come so far. */
  static found(folder: string, ctr: RuntimeContainer, kept: KeptExec | null): ConmonExec | null {
    if (kept === null) return null;
    const exec = new ConmonExec(folder, ctr, kept.terminal);
    exec.#hasFolder = true;
    exec.#command = kept.process;
    return exec;
  }

  /** Starts the command and joins the streams. */
  async start(making: Making, bundle: Bundle, sessionId: string, options: ExecOptions): Promise<ExecSession> {
    const ctr = this.#ctr;
    const doing = `Run ${options.cmd[0] ?? ''} in ${ctr.name}`;
    const config = await readBundleConfig(bundle.path, doing);
    const keys = detachBytes(options.terminal ? options.detachKeys : '');
    const user = options.user ? await userIn(making.program, ctr, options.user) : null;
    const process = execProcess(config.process, options, user);
    await this.#makeFolder(doing);
    await writeFile(this.#files.process, JSON.stringify(process), { mode: 0o600 });
    const preserved = options.preserveFDs ?? [];
    const conmon = await startConmon({
      program: making.conmon,
      args: execArguments({
        ...ctr,
        runtime: making.program.options,
        sessionId,
        folder: this.folder,
        terminal: options.terminal,
        interactive: options.streams.input !== null,
        preservedCount: preserved.length,
      }),
      folder: this.folder,
      preserved,
      attaches: true,
      doing,
    });
    try {
      return await this.#join(conmon, options, { doing, keys, seconds: making.program.patience });
    } catch (thrown) {
      // Refused is refused: released, it would run the command with nobody there.
      await conmon.end(this.#conmonPidFile).finally(() => conmon.release());
      throw thrown;
    }
  }

  get #conmonPidFile(): string {
    return path.join(this.folder, 'conmon.pid');
  }

  /** A new one: this session would be mixed with another whose folder it is. */
  async #makeFolder(doing: string): Promise<void> {
    await mkdir(path.dirname(this.folder), { recursive: true, mode: 0o700 });
    try {
      await mkdir(this.folder, { mode: 0o700 });
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
      throw new GantryError({
        code: 'conflict',
        message: `${doing}: another exec session has this id, or has left its folder.`,
        hint: 'Choose another id.',
        cause: thrown,
      });
    }
    this.#hasFolder = true;
    await mkdir(this.#files.exits, { mode: 0o700 });
  }

  async #join(conmon: ConmonProcess, options: ExecOptions, asked: Asked) {
    const { doing } = asked;
    await conmon.begin();
    await untilListening(conmon, doing);
    const socket = await connected(this.folder, doing);
    try {
      // Before the command is there: it must not see another one first.
      if (options.terminal && options.size) await this.sizer.resize(options.size);
      conmon.go();
      const waiting = { ...asked, conmonPidFile: this.#files.conmonPidFile };
      const line = await patiently(conmon.nextLine(), waiting);
      if (line === null || line.data < 0) {
        const log = await readFile(this.#files.runtimeLog, 'utf8').catch(() => '');
        socket.destroy();
        conmon.release();
        return await notRun(errorOfWords(wordsOf(log, line?.message ?? conmon.words), doing), options);
      }
      this.#command = await knownProcess(line.data);
      const ended = this.#untilEnd(conmon, socket, options, asked);
      ended.catch(() => undefined);
      return { pid: line.data, lastingId: null, ended };
    } catch (thrown) {
      socket.destroy();
      throw thrown;
    }
  }

  /** The exit code and the end of the output come in any order: both are waited for. */
  async #untilEnd(
    conmon: ConmonProcess,
    socket: PacketSocket,
    options: ExecOptions,
    { doing, keys }: Asked,
  ): Promise<number> {
    try {
      const [, line] = await Promise.all([joinStreams(socket, options, keys, doing), conmon.nextLine()]);
      if (line !== null) return line.data;
      throw lostCode(doing);
    } finally {
      conmon.release();
      socket.destroy();
    }
  }

  /**
   * Joins streams to one that runs already: see `execAttach`.
   * @throws GantryError `wrong-state` where it has ended
   */
  async attach(options: Pick<ExecOptions, 'streams' | 'detachKeys' | 'size'>): Promise<ExecSession> {
    const doing = `Attach to an exec session in ${this.#ctr.name}`;
    const command = this.#command;
    if (command === null || !(await isAlive(command))) {
      throw new GantryError({ code: 'wrong-state', message: `${doing}: it has ended.`, hint: 'Start another.' });
    }
    const keys = detachBytes(this.#terminal ? options.detachKeys : '');
    const socket = await connected(this.folder, doing);
    const ended = this.#untilKeptEnd(socket, { ...options, terminal: this.#terminal }, keys, doing);
    ended.catch(() => undefined);
    if (this.#terminal && options.size) await this.sizer.resize(options.size);
    return { pid: command.pid, lastingId: null, ended };
  }

  /** Its conmon told its end to the app that has started it, and writes it down for all others. */
  async #untilKeptEnd(socket: PacketSocket, streams: Streams, keys: Uint8Array, doing: string): Promise<number> {
    try {
      await joinStreams(socket, streams, keys, doing);
    } finally {
      socket.destroy();
    }
    const conmon = await conmonOf(this.#files);
    const isGone = async () => conmon === null || !(await isAlive(conmon));
    await untilExitFile(this.#files.exitFile, lastWordMilliseconds, isGone);
    const exitCode = await exitCodeIn(this.#files.exitFile);
    if (exitCode === null) throw lostCode(doing);
    return exitCode;
  }

  /**
   * TERM, or the hang-up of a terminal, then KILL, to all that the command has begun: see exec-end.ts.
   * @param timeoutSeconds 0: KILL at once
   */
  async stop(timeoutSeconds: number): Promise<void> {
    if (this.#command === null) return;
    if (await endProcesses(processesOf(this.#command), this.#terminal, timeoutSeconds)) return;
    throw new GantryError({
      code: 'engine-failed',
      message: 'The command of the exec session has not ended, even by SIGKILL.',
      hint: 'A process that waits for a disk or a device can not be killed until that answers.',
    });
  }

  async isRunning(): Promise<boolean> {
    return this.#command !== null && (await isAlive(this.#command));
  }

  /** What runs in it, its command first; null where that has ended. */
  async programs(): Promise<readonly string[] | null> {
    const command = this.#command;
    if (command === null || !(await isAlive(command))) return null;
    return programsOf(command.pid, async () => true);
  }

  async cleanUp(): Promise<void> {
    if (this.#hasFolder) await rm(this.folder, { recursive: true, force: true });
  }
}

function lostCode(doing: string): GantryError {
  return new GantryError({
    code: 'engine-failed',
    message: `${doing}: its conmon was killed, and with it the exit code was lost.`,
  });
}

/** @throws GantryError with conmon's words where it can't */
async function untilListening(conmon: ConmonProcess, doing: string): Promise<void> {
  const line = await conmon.listens();
  if (line !== null && line.data >= 0) return;
  throw new GantryError({
    code: 'engine-failed',
    message: `${doing}: its conmon does not listen.`,
    engineMessage: (line?.message ?? conmon.words).trim() || null,
    hint: 'See whether conmon is whole, and whether there is room where containers keep their state.',
  });
}
