import { containerName } from '../../shared/container.ts';

/** What stands against a name for a restored container; null: nothing. */
export type NameProblem = 'empty' | 'malformed' | 'taken' | null;

/** Podman's names are unique in an engine, with their case. */
export function nameProblem(name: string, taken: ReadonlySet<string>): NameProblem {
  if (name === '') return 'empty';
  if (!containerName.safeParse(name).success) return 'malformed';
  return taken.has(name) ? 'taken' : null;
}

export function nameProblemWords(problem: NameProblem, name: string): string | null {
  switch (problem) {
    case 'empty':
      return 'Give it a name.';
    case 'malformed':
      return 'A name begins with a letter or digit; then also _ . and - may follow.';
    case 'taken':
      return `There is a container named “${name}” already.`;
    case null:
      return null;
  }
}

/** Of a name that nothing is known against. Pods have names of the same kind, of which the list doesn't tell. */
export function notSeenWords(taken: ReadonlySet<string>): string {
  return taken.size === 0 ? 'The engine refuses a name that is taken.' : 'No container in the list has this name.';
}

/** A free name near the one that it had: `web-restored`, `web-restored-2` … */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const base = `${name}-restored`;
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
