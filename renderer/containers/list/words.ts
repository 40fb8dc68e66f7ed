/** What the list says of a container, made once for each state of it. */
import { type ContainerState, type ContainerSummary, type Ending, hasFailed } from '../../../shared/container.ts';
import type { PortMapping } from '../../../shared/port.ts';
import type { Doing } from '../../state/failures.ts';
import { wasFrozen } from '../../state/frozen-before.ts';
import { type DotKind, formatTime, plainLine, plainText, splitImage } from '../../ui/index.ts';

export interface Words {
  readonly name: string;
  /** What tells images apart: the last part with its tag. */
  readonly imageName: string;
  /** The registry and folders before it. */
  readonly imagePlace: string;
  readonly command: string;
  readonly ports: string;
  /** All of it in lower case, for the filter. */
  readonly haystack: string;
}

/** A state as it is told to people: what is frozen in place looks to the engine as if it had ended. */
export type ShownState = ContainerState | 'frozen';

/** Where it isn't known whether it is frozen, it is as it was last known. */
export function shownState(container: ContainerSummary): ShownState {
  return (container.checkpointed ?? wasFrozen(container)) ? 'frozen' : container.state;
}

const known = new WeakMap<ContainerSummary, Words>();

export function wordsOf(container: ContainerSummary): Words {
  const words = known.get(container) ?? makeWords(container);
  known.set(container, words);
  return words;
}

function makeWords(container: ContainerSummary): Words {
  const { image } = container;
  const parts = splitImage(image);
  const command = container.command.join(' ');
  const ports = container.ports.map(portText).join(', ');
  const { id, name, pod } = container;
  return {
    name: plainText(name),
    imageName: plainText(parts.name),
    // Of what was made here it needn't be said; the tooltip has all.
    imagePlace: plainText(parts.place.replace(/^localhost(\/|$)/, '')),
    command: plainLine(command),
    ports,
    haystack: [name, image, command, ports, id.slice(0, 12), shownState(container), pod ?? ''].join('\n').toLowerCase(),
  };
}

/** `8080→80`, `127.0.0.1:5432→5432`, `53→53/udp`, `8000–8009→8000–8009`. */
export function portText({ hostIp, hostPort, containerPort, protocol, range }: PortMapping): string {
  const span = (first: number): string => (range > 1 ? `${first}–${first + range - 1}` : `${first}`);
  const everywhere = hostIp === '' || hostIp === '0.0.0.0' || hostIp === '::';
  const host = everywhere ? span(hostPort) : `${hostIp.includes(':') ? `[${hostIp}]` : hostIp}:${span(hostPort)}`;
  return `${host}→${span(containerPort)}${protocol === '' || protocol === 'tcp' ? '' : `/${protocol}`}`;
}

const dots: Readonly<Record<ShownState, DotKind>> = {
  created: 'idle',
  initialized: 'idle',
  running: 'running',
  paused: 'paused',
  stopping: 'busy',
  stopped: 'ended',
  exited: 'ended',
  frozen: 'frozen',
  removing: 'busy',
  unknown: 'unknown',
};

export function dotOf(container: ContainerSummary, doing: Doing | null): DotKind {
  if (doing !== null) return 'busy';
  if (container.restartsAt !== null) return 'busy';
  const dot = dots[shownState(container)];
  return dot === 'ended' && hasFailed(container) ? 'failed' : dot;
}

export const endingWords: Readonly<Record<Ending, string>> = {
  done: 'Exited',
  stopped: 'Stopped',
  killed: 'Killed',
  memory: 'Out of memory',
  failed: 'Exited',
};

/** When it came into the state it is in, to the second. */
export function sinceWords(container: ContainerSummary): string {
  const { createdAt, startedAt, exitedAt, exitCode } = container;
  const state = shownState(container);
  switch (state) {
    case 'frozen':
      return `Frozen${exitedAt === null ? '' : ` ${formatTime(exitedAt)}`}: it goes on where it was when it is restored`;
    case 'running':
    case 'paused':
      return startedAt === null ? '' : `Started ${formatTime(startedAt)}`;
    case 'exited':
    case 'stopped':
      if (exitedAt === null) return '';
      return `Ended ${formatTime(exitedAt)}${exitCode === null ? '' : ` with exit code ${exitCode}`}${againWords(container)}`;
    default:
      return `Created ${formatTime(createdAt)}`;
  }
}

function againWords({ restartsAt }: ContainerSummary): string {
  return restartsAt === null ? '' : `; its restart policy starts it again ${formatTime(restartsAt)}`;
}

export const doingWords: Readonly<Record<Doing, string>> = {
  start: 'Starting…',
  stop: 'Stopping…',
  restart: 'Restarting…',
  kill: 'Sending the signal…',
  pause: 'Pausing…',
  unpause: 'Unpausing…',
  rename: 'Renaming…',
  remove: 'Removing…',
  freeze: 'Freezing…',
  restore: 'Restoring…',
};

/** What becomes of a container, as in `could not be removed`. */
export const doneWords: Readonly<Record<Doing, string>> = {
  start: 'started',
  stop: 'stopped',
  restart: 'restarted',
  kill: 'sent a signal',
  pause: 'paused',
  unpause: 'unpaused',
  rename: 'renamed',
  remove: 'removed',
  freeze: 'frozen',
  restore: 'restored',
};
