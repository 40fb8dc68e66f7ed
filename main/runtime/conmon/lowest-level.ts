/**
 * At which SELinux level conmon runs (libpod: `createOCIContainer`). It hands its containers pipes of its own, which they may
 * use only where these have no categories that the containers lack; and who is not confined has all of them.
 */
import { readFileSync } from 'node:fs';
import { parseContext } from '../../../shared/selinux.ts';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** @param own the label that we run with; empty where SELinux is off */
export function atLowestLevel({ program, args }: Command, own = ownLabel()): Command {
  const level = parseContext(own)?.level ?? '';
  const lowest = level.replace(/[-:].*$/, '');
  if (level === lowest) return { program, args };
  return { program: 'runcon', args: [`--range=${lowest}`, '--', program, ...args] };
}

function ownLabel(): string {
  try {
    return readFileSync('/proc/self/attr/current', 'utf8');
  } catch {
    return '';
  }
}
