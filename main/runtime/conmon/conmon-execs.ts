/** What the conmon driver does with exec sessions: each has a conmon of its own (see exec-session.ts). */
import type { TerminalSize } from '../../../shared/session.ts';
import type { ExecOptions, ExecSession, FoundExecSession, RuntimeContainer } from '../oci-runtime.ts';
import type { BundleOf } from './bundle.ts';
import { type ConmonRuntimeOptions, ConmonTold } from './conmon-told.ts';
import type { Making } from './creation.ts';
import { ExecSessions } from './exec-sessions.ts';
import { RuntimeProgram } from './runtime-program.ts';

export class ConmonExecs extends ConmonTold {
  protected readonly bundleOf: BundleOf;
  protected readonly program: RuntimeProgram;
  protected readonly making: Making;
  protected readonly execs: ExecSessions;

  constructor(options: ConmonRuntimeOptions) {
    super(options);
    const { name, path: program, conmon, bundleOf, supports, answerSeconds } = options;
    this.bundleOf = bundleOf;
    this.program = new RuntimeProgram({
      ...{ name, path: program, answerSeconds },
      root: this.folders.runtimeRoot,
      speaksJSON: supports.json,
    });
    this.making = { conmon, program: this.program, folders: this.folders };
    this.execs = new ExecSessions(this.making);
  }

  /**
   * As libpod's: a conmon of its own with the process in a file. There are differences: capabilities are put into that
   * process, since runtimes pass over libpod's `--cap`; descriptors are named, not counted; and a command that can't be run
   * is one that ended, with 126 or 127, as libpod's callers have it in the end.
   */
  async execContainer(ctr: RuntimeContainer, sessionId: string, options: ExecOptions): Promise<ExecSession> {
    return this.execs.start(ctr, await this.bundleOf(ctr), sessionId, options);
  }

  /** As libpod's, by the session's own control pipe: see `attachResize`. */
  async execAttachResize(ctr: RuntimeContainer, sessionId: string, size: TerminalSize): Promise<void> {
    await (await this.execs.get(ctr, sessionId)).sizer.resize(size);
  }

  /**
   * libpod's sends SIGTERM to the session's first process, then means SIGKILL and sends SIGTERM again, and its last wait
   * is a billion times too long. Ours reaches all of the session, a terminal's by its hang-up SIGHUP, and ends by SIGKILL.
   */
  async execStopContainer(ctr: RuntimeContainer, sessionId: string, timeoutSeconds: number): Promise<void> {
    await (await this.execs.get(ctr, sessionId)).stop(timeoutSeconds);
  }

  /** As libpod's: by the process. Ours knows it by its start, too: its number may be another's by now. */
  async execUpdateStatus(ctr: RuntimeContainer, sessionId: string): Promise<boolean> {
    return (await this.execs.get(ctr, sessionId)).isRunning();
  }

  /** Ours alone: what runs in it beside its first process. */
  async execPrograms(ctr: RuntimeContainer, sessionId: string): Promise<readonly string[] | null> {
    return (await this.execs.get(ctr, sessionId)).programs();
  }

  /** Ours alone: by their folders, which are there until they are cleaned up, or the container has ended. */
  execSessions(ctr: RuntimeContainer): Promise<readonly FoundExecSession[]> {
    return this.execs.all(ctr);
  }

  /** Ours alone: takes up a session that an app before has started. */
  async execAttach(
    ctr: RuntimeContainer,
    sessionId: string,
    options: Pick<ExecOptions, 'streams' | 'detachKeys' | 'size'>,
  ): Promise<ExecSession> {
    return (await this.execs.get(ctr, sessionId)).attach(options);
  }

  /** As libpod's: the session's folder goes. One that still runs is refused here, its caller sees to it there. */
  async execContainerCleanup(ctr: RuntimeContainer, sessionId: string): Promise<void> {
    await this.execs.cleanUp(ctr, sessionId);
  }
}
