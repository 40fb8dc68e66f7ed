/** The OCI runtime's program, called once for each thing that it does. conmon calls it too, for creation and exec. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../shared/errors.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { secondsWords } from './patience.ts';
import { errorOfWords, wordsOf } from './runtime-errors.ts';

/** Checkpoints take as long as memory is large, and have a limit of their own. */
const answerSeconds = 60;
const logPrefix = '.log-';
const longestLogMilliseconds = 2 * 3600 * 1000;
const longestOutput = 16 * 1024 * 1024;

export interface RuntimeProgramOptions {
  /** Such as `runc`. */
  readonly name: string;
  readonly path: string;
  /** Its own state's folder (`--root`). */
  readonly root: string;
  /** It can be asked for a JSON log (`runtime_supports_json`). */
  readonly speaksJSON: boolean;
  /** One that says nothing for so long hangs. */
  readonly answerSeconds?: number | undefined;
}

export interface Call {
  /** What is done and on what: `Pause web`. */
  readonly doing: string;
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal | undefined;
}

export class RuntimeProgram {
  readonly options: RuntimeProgramOptions;
  #hasSwept: Promise<void> | null = null;

  constructor(options: RuntimeProgramOptions) {
    this.options = options;
  }

  /** Seconds in which it has answered what is soon done. */
  get patience(): number {
    return this.options.answerSeconds ?? answerSeconds;
  }

  /** What comes before each command. */
  globals(log: string): string[] {
    const { root, speaksJSON } = this.options;
    return ['--root', root, ...(speaksJSON ? ['--log-format=json', `--log=${log}`] : [])];
  }

  /**
   * @returns what it printed
   * @throws GantryError with the runtime's own words
   */
  async run(args: readonly string[], { doing, timeoutSeconds, signal }: Call): Promise<string> {
    const { root, name, path: program } = this.options;
    const seconds = timeoutSeconds ?? this.patience;
    await mkdir(root, { recursive: true, mode: 0o700 });
    this.#hasSwept ??= sweep(root);
    await this.#hasSwept;
    // Each its own: a log is added to, and the words of another's failure are not ours.
    const log = path.join(root, `${logPrefix}${randomUUID()}`);
    try {
      const ended = await execute(program, [...this.globals(log), ...args], seconds, signal);
      if (ended.how === 'well') return ended.printed;
      if (signal?.aborted) throw new GantryError({ code: 'cancelled', message: `${doing}: called off.` });
      if (ended.how === 'refused') {
        throw errorOfWords(wordsOf(await readFile(log, 'utf8').catch(() => ''), ended.printed), doing);
      }
      throw new GantryError({
        code: 'engine-failed',
        message: `${doing}: the OCI runtime ${name} ${brief(ended, seconds)}.`,
        engineMessage: ended.words,
        hint: `See whether ${program} is whole and may be executed.`,
      });
    } finally {
      await rm(log, { force: true });
    }
  }
}

type Ended =
  | { readonly how: 'well'; readonly printed: string }
  /** With an exit code: it has said why. */
  | { readonly how: 'refused'; readonly printed: string }
  /** It was not there, hung, fell over, or did not stop talking: it has said nothing that counts. */
  | { readonly how: 'unstartable' | 'hung' | 'killed' | 'talkative'; readonly words: string };

function execute(program: string, args: readonly string[], seconds: number, signal?: AbortSignal): Promise<Ended> {
  const options = {
    timeout: seconds * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: longestOutput,
    signal,
    env: cleanEnvironment(),
  } as const;
  return new Promise((resolve) => {
    execFile(program, args, options, (thrown, stdout, stderr) => {
      if (thrown === null) resolve({ how: 'well', printed: stdout });
      else if (typeof thrown.code === 'number') resolve({ how: 'refused', printed: stderr });
      else if (thrown.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
        resolve({ how: 'talkative', words: thrown.message });
      else if (typeof thrown.code === 'string') resolve({ how: 'unstartable', words: thrown.message });
      else resolve({ how: thrown.killed ? 'hung' : 'killed', words: `signal ${thrown.signal}` });
    });
  });
}

/** Logs of an app that was killed in a call. None lasts so long. */
async function sweep(root: string): Promise<void> {
  for (const name of (await readdir(root)).filter((each) => each.startsWith(logPrefix))) {
    const file = path.join(root, name);
    // Another app may be at the same.
    const written = (await stat(file).catch(() => null))?.mtimeMs ?? 0;
    if (Date.now() - written > longestLogMilliseconds) await rm(file, { force: true });
  }
}

function brief({ how }: Ended, seconds: number): string {
  if (how === 'hung') return `did not answer within ${secondsWords(seconds)}`;
  if (how === 'talkative') return `said more than ${longestOutput / 1024 / 1024} MiB`;
  return how === 'killed' ? 'was killed' : 'could not be started';
}
