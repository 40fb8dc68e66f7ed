/** What can be done to a container in its state, and why the rest can't. */
import { type ContainerState, type ContainerSummary, separatesByKvm } from '../../../shared/container.ts';
import type { EngineSummary } from '../../../shared/engine.ts';
import type { Doing } from '../../state/failures.ts';
import { type ShownState, shownState } from '../list/words.ts';

/** In the order in which a key that several have is given to them. */
export const commandIds = [
  'start',
  'stop',
  'stop-after',
  'restart',
  'kill',
  'pause',
  'unpause',
  'rename',
  'remove',
  'freeze',
  'restore',
  'terminal',
  'attach',
] as const;
export type CommandId = (typeof commandIds)[number];

const running: readonly ContainerState[] = ['running'];
const startable: readonly ContainerState[] = ['created', 'initialized', 'stopped', 'exited'];

/** In these states it makes sense; absent: in any. */
const states: Partial<Readonly<Record<CommandId, readonly ContainerState[]>>> = {
  start: startable,
  stop: ['running', 'stopping'],
  'stop-after': ['running', 'stopping'],
  restart: ['running', 'stopped', 'exited'],
  kill: ['running', 'stopping', 'paused'],
  pause: running,
  unpause: ['paused'],
  freeze: running,
  terminal: running,
  attach: running,
};

const stateWords: Readonly<Record<ShownState, string>> = {
  created: 'has not been started',
  initialized: 'has not been started',
  running: 'is running',
  paused: 'is paused',
  stopping: 'is stopping',
  stopped: 'has ended',
  exited: 'has ended',
  frozen: 'is frozen: restore it first',
  removing: 'is being removed',
  unknown: 'is in a state the engine can’t tell',
};

const waits: Readonly<Record<Doing, string>> = {
  start: 'is starting',
  stop: 'is stopping',
  restart: 'is restarting',
  kill: 'is being sent a signal',
  pause: 'is being paused',
  unpause: 'is being unpaused',
  rename: 'is being renamed',
  remove: 'is being removed',
  freeze: 'is being frozen',
  restore: 'is being restored',
};

/** @returns null: it can be done */
export function refusalFor(command: CommandId, container: ContainerSummary, doing: Doing | null): string | null {
  // A container that doesn't stop may be killed.
  if (doing !== null && !(command === 'kill' && (doing === 'stop' || doing === 'restart'))) return `It ${waits[doing]}`;
  if (container.state === 'removing') return 'It is being removed';
  if (command === 'restore' && container.checkpointed !== true) return 'It is not frozen';
  const { ociRuntime } = container;
  if (command === 'freeze' && ociRuntime !== null && separatesByKvm(ociRuntime)) {
    return `Its OCI runtime, ${ociRuntime}, can’t freeze: the container has a kernel of its own`;
  }
  // It waits to be started again, and is told not to.
  if ((command === 'stop' || command === 'stop-after') && container.restartsAt !== null) return null;
  const allowed = states[command];
  return allowed === undefined || allowed.includes(container.state) ? null : `It ${stateWords[shownState(container)]}`;
}

/** Why an engine can't do it at all. @returns null: it can */
export function engineRefusal(command: CommandId, engine: EngineSummary): string | null {
  if (engine.connection.state === 'connecting') return `${engine.name} is still being asked what it can do`;
  if (engine.connection.state === 'lost') return `No connection to ${engine.name}`;
  const { capabilities } = engine;
  const needsCriu = command === 'freeze' || command === 'restore';
  if (needsCriu && capabilities?.checkpoint.supported === false) return capabilities.checkpoint.reason;
  const pauses = command === 'pause' || command === 'unpause';
  if (pauses && capabilities?.pause.supported === false) return capabilities.pause.reason;
  return null;
}

export interface Judged {
  /** Those of the selection to whom it can be done. */
  readonly able: readonly ContainerSummary[];
  /** Why to none of them; null: there are some. */
  readonly refusal: string | null;
}

/** @param doingOf what is being done to a container */
export function judge(
  command: CommandId,
  engine: EngineSummary,
  containers: readonly ContainerSummary[],
  doingOf: (containerId: string) => Doing | null,
): Judged {
  const [first, ...others] = containers;
  if (first === undefined) return { able: [], refusal: 'Nothing is selected' };
  const engines = engineRefusal(command, engine);
  if (engines !== null) return { able: [], refusal: engines };
  const needsOne = command === 'rename' || command === 'terminal' || command === 'attach';
  if (needsOne && others.length > 0) return { able: [], refusal: 'Select one container' };
  const able = containers.filter((container) => refusalFor(command, container, doingOf(container.id)) === null);
  if (able.length > 0) return { able, refusal: null };
  return { able, refusal: others.length === 0 ? refusalFor(command, first, doingOf(first.id)) : 'None of them can' };
}
