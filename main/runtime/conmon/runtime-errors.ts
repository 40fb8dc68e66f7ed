/**
 * What an OCI runtime says of a failure, as an error that a user can act on. libpod knows two kinds (`getOCIRuntimeError`:
 * not found and permission denied, by the words alone); these are what its callers tell apart, too.
 */
import { z } from 'zod';
import { type ErrorCode, GantryError } from '../../../shared/errors.ts';
import { canNotTrackMemory } from '../errors.ts';

/** A line of runc's and crun's log (`--log-format=json`); there is more in it. */
const logLine = z.object({ level: z.string(), msg: z.string() });

/** Exit codes of a command that could not be run, as a shell has them. */
export const commandNotFound = 127;
export const commandNotExecutable = 126;

/** A refusal of the OCI runtime. */
export class RuntimeError extends GantryError {
  /** 127 or 126 where it was the command that could not be run; null else. */
  readonly exitCode: number | null;

  constructor(data: ConstructorParameters<typeof GantryError>[0], exitCode: number | null) {
    super(data);
    this.exitCode = exitCode;
  }
}

interface Kind {
  readonly words: RegExp;
  readonly code: ErrorCode;
  readonly hint: string | null;
  readonly exitCode?: number;
}

/** The first that fits, so what says more comes first: a missing container is `no such file or directory` to crun. */
const kinds: readonly Kind[] = [
  {
    words:
      /container ["'`]?\S* ?does not exist|error opening file `[^`]*\/status`|cannot open directory `?'?[^`']*'?`?: no such file/i,
    code: 'not-found',
    hint: 'It may have been removed by another program.',
  },
  {
    words: /already exists/i,
    code: 'conflict',
    hint: 'Another container has this id with this runtime: remove that one first.',
  },
  {
    words: /cgroups in hybrid mode not supported/i,
    code: 'unsupported',
    hint: 'crun wants cgroup v2 alone. Use runc for containers of this machine.',
  },
  {
    words:
      /not running|that has stopped|cannot exec in a (stopped|paused)|is paused|in a paused container|not paused|already running|process already finished|paused state|is not stopped|is not in `created` or `stopped` state|cannot be checkpointed in|cannot open `[^`]*exec\.fifo`|open pidfd: No such process/i,
    code: 'wrong-state',
    hint: 'It has changed meanwhile: look at its state, and try again.',
  },
  {
    words: /executable file `?[^`]*`? ?not found|exec:? "[^"]*": .*no such file or directory/i,
    code: 'not-found',
    hint: 'See whether the command is there in the container, by this name.',
    exitCode: commandNotFound,
  },
  {
    words:
      /open executable: (permission denied|operation not permitted)|exec:? "[^"]*": .*(permission denied|operation not permitted)/i,
    code: 'denied',
    hint: 'See whether the command may be executed, and is a program.',
    exitCode: commandNotExecutable,
  },
  {
    words: /rlimit/i,
    code: 'denied',
    hint: "A limit of this container is higher than this machine lets anybody set. Lower it to the machine's own.",
  },
  {
    words: /no such file or directory/i,
    code: 'not-found',
    hint: 'See whether every file and folder that is brought in, and the working directory, is there.',
  },
  {
    words: /permission denied|operation not permitted/i,
    code: 'denied',
    hint: 'See whether this user may do what the container asks for: its mounts, capabilities and devices.',
  },
  { words: /no space left on device/i, code: 'disk-full', hint: 'Make room, then try again.' },
  {
    words: /criu is missing features/i,
    code: 'criu',
    hint: canNotTrackMemory,
  },
  { words: /criu/i, code: 'criu', hint: 'The log that CRIU wrote says why.' },
];

/**
 * @param words of the runtime, without its log's own trimmings
 * @param doing what was done and on what: `Start web`
 */
export function errorOfWords(words: string, doing: string): RuntimeError {
  const kind = kinds.find((each) => each.words.test(words));
  return new RuntimeError(
    {
      code: kind?.code ?? 'engine-failed',
      message: `${doing}: the OCI runtime refused.`,
      engineMessage: words.slice(0, 2000) || null,
      hint: kind?.hint ?? null,
    },
    kind?.exitCode ?? null,
  );
}

/**
 * The runtime's own words: of its JSON log, else of what it printed.
 * @param log what it wrote to `--log`; the last error counts
 */
export function wordsOf(log: string, printed: string): string {
  const logged = log
    .split('\n')
    .flatMap((line) => parseLine(line) ?? [])
    .filter(({ level }) => level === 'error' || level === 'fatal');
  return (logged.at(-1)?.msg ?? bare(printed)).trim();
}

/** Without `time="…" level=error msg="…"` around it. */
function bare(printed: string): string {
  const last = printed.trim().split('\n').at(-1) ?? '';
  const quoted = /^time="[^"]*" level=\w+ msg="(.*)"$/.exec(last)?.[1];
  return quoted === undefined ? printed : quoted.replace(/\\(["\\])/g, '$1').replace(/\\n/g, '\n');
}

function parseLine(line: string): z.infer<typeof logLine> | null {
  try {
    return logLine.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
