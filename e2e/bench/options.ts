/** The command line of the benchmarks. */
import { parseArgs } from 'node:util';

export interface Options {
  /** Only these, by the words that their names begin with; empty: all. */
  readonly only: readonly string[];
  /** The file for the figures. */
  readonly json: string | null;
  /** Also measure beside other programs. */
  readonly rivals: boolean;
  /** How often each is repeated; the median counts. */
  readonly runs: number;
}

/** Throws for what is no option. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      rivals: { type: 'boolean', default: false },
      runs: { type: 'string', default: '7' },
      yes: { type: 'boolean', default: false },
    },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs ${values.runs}: it is a number from 1 on.`);
  return { only: values.only, json: values.json ?? null, rivals: values.rivals, runs };
}

/** Whether a benchmark is wanted: by its own name, the beginning of it, or the name of one of its figures. */
export function isWanted(name: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((each) => begins(each, name) || begins(name, each));
}

/** Whether a name begins with another's words: `list-200` does with `list`, not with `list-20`. */
function begins(name: string, words: string): boolean {
  return name === words || name.startsWith(`${words}-`);
}
