/** Finds the best shell that is in a container, without running anything there. */
import { GantryError } from '../../shared/errors.ts';

/** The more comfortable first. The last ones are where minimal images keep theirs. */
const usual = [
  '/bin/bash',
  '/usr/bin/bash',
  '/bin/zsh',
  '/usr/bin/zsh',
  '/usr/bin/fish',
  '/bin/ash',
  '/bin/sh',
  '/usr/bin/sh',
  '/busybox/sh',
];

/** What of a container the choice rests on. */
export interface ShellSource {
  readonly name: string;
  /** As NAME=value. */
  environment(): Promise<readonly string[]>;
  /** Null: nobody can tell. */
  readonly isExecutable: ((path: string) => Promise<boolean>) | null;
}

/** @returns its path. Throws `not-found` where there is none, or why it could not be looked for. */
export async function chooseShell({ name, environment, isExecutable }: ShellSource): Promise<string> {
  if (isExecutable === null) return 'sh';
  const candidates = [...new Set([...wished(await environment()), ...usual])];
  // All at once: one after the other they would take as long as starting the shell.
  const looks = await Promise.allSettled(candidates.map(isExecutable));
  const best = candidates.find((_, index) => isYes(looks[index]));
  if (best !== undefined) return best;
  // A file that can't be looked at (a link to itself) hides no other, but where none is found it may be the reason.
  const failed = looks.find((look) => look.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  throw new GantryError({
    code: 'not-found',
    message: `There is no shell in ${name}.`,
    hint: 'Run a program that is in its image instead, or attach to its own process.',
  });
}

function isYes(look: PromiseSettledResult<boolean> | undefined): boolean {
  return look?.status === 'fulfilled' && look.value;
}

function wished(environment: readonly string[]): readonly string[] {
  return environment.filter((entry) => entry.startsWith('SHELL=/')).map((entry) => entry.slice('SHELL='.length));
}
