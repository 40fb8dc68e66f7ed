/** The commands on a selection: for the toolbar, the menu and the keys alike. */
import type { ContainerAction, ContainerSummary } from '../../../shared/container.ts';
import type { EngineSummary } from '../../../shared/engine.ts';
import { actOnAll, useActions } from '../../state/actions.ts';
import { openSession } from '../../state/sessions.ts';
import type { IconName } from '../../ui/index.ts';
import { ask, type Question } from './ask.ts';
import { type CommandId, commandIds, judge } from './refusal.ts';
import { restoreFrozen } from './restore.ts';
import { type Start, startOrAsk } from './start.ts';

interface Shown {
  readonly label: string;
  readonly icon: IconName;
  /** As the list of keys names it. */
  readonly keys?: string;
  readonly danger?: boolean;
}

const shown: Readonly<Record<CommandId, Shown>> = {
  // Those of life and death as in debuggers.
  start: { label: 'Start', icon: 'play', keys: 'F5' },
  stop: { label: 'Stop', icon: 'stop', keys: 'Shift+F5' },
  'stop-after': { label: 'Stop with a time-out…', icon: 'stop', keys: 'S' },
  restart: { label: 'Restart', icon: 'restart', keys: 'Ctrl+Shift+F5' },
  kill: { label: 'Send a signal…', icon: 'kill', keys: 'K' },
  pause: { label: 'Pause', icon: 'pause', keys: 'F6' },
  unpause: { label: 'Unpause', icon: 'unpause', keys: 'F6' },
  rename: { label: 'Rename…', icon: 'edit', keys: 'F2' },
  remove: { label: 'Remove…', icon: 'trash', keys: 'Del', danger: true },
  freeze: { label: 'Freeze…', icon: 'snowflake', keys: 'F8' },
  restore: { label: 'Restore…', icon: 'restore', keys: 'R' },
  terminal: { label: 'Open a terminal', icon: 'terminal', keys: 'T' },
  attach: { label: 'Attach to its first process', icon: 'attach', keys: 'A' },
};

/**
 * The command of a key on what is selected. One that pauses wakes what is paused.
 * @param keys as the list of keys names them
 * @returns null: no command's
 */
export function commandOfKeys(keys: string, selected: readonly ContainerSummary[]): CommandId | null {
  const found = commandIds.filter((id) => shown[id].keys === keys);
  const isPaused = selected.length > 0 && selected.every(({ state }) => state === 'paused');
  return (isPaused ? found.at(-1) : found[0]) ?? null;
}

export interface Command extends Shown {
  readonly id: CommandId;
  /** Those of the selection to whom it can be done. */
  readonly able: readonly ContainerSummary[];
  /** Why it can't be done now; null: it can. */
  readonly refusal: string | null;
  /** Does it to them. Does nothing where it is refused. */
  readonly run: () => void;
}

/** A command on a selection, as it stands at this moment. */
export function commandFor(id: CommandId, engine: EngineSummary, selected: readonly ContainerSummary[]): Command {
  const { pending } = useActions.getState();
  const { able, refusal } = judge(id, engine, selected, (containerId) => pending.get(containerId)?.doing ?? null);
  const run = (): void => {
    if (refusal === null) doIt(id, engine.id, able);
  };
  return { id, ...shown[id], label: labelOf(id, able), able, refusal, run };
}

/** Three dots: something is asked before it is done. */
function labelOf(id: CommandId, able: readonly ContainerSummary[]): string {
  const { label } = shown[id];
  if (id === 'restore' && able.length > 1) return label.replace('…', '');
  const isStart = id === 'start' || id === 'restart';
  return isStart && able.some(({ checkpointed }) => checkpointed === true) ? `${label}…` : label;
}

function doIt(id: CommandId, engineId: string, containers: readonly ContainerSummary[]): void {
  const question = (about: Exclude<Question['about'], Start>) => (): void => ask({ about, engineId, containers });
  const act = (action: ContainerAction) => (): void => actOnAll(engineId, containers, action);
  const open = (kind: 'exec' | 'attach') => (): void => {
    for (const { id: containerId } of containers) void openSession(engineId, containerId, kind);
  };
  const doings: Readonly<Record<CommandId, () => void>> = {
    start: () => void startOrAsk(engineId, containers, 'start'),
    stop: act({ do: 'stop', timeoutSeconds: null }),
    'stop-after': question('stop'),
    restart: () => void startOrAsk(engineId, containers, 'restart'),
    kill: question('kill'),
    pause: act({ do: 'pause' }),
    unpause: act({ do: 'unpause' }),
    rename: question('rename'),
    remove: question('remove'),
    freeze: question('freeze'),
    restore: () => restoreFrozen(engineId, containers),
    terminal: open('exec'),
    attach: open('attach'),
  };
  doings[id]();
}
