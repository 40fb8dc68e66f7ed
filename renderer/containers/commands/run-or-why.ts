import type { ContainerSummary } from '../../../shared/container.ts';
import type { EngineSummary } from '../../../shared/engine.ts';
import { GantryError } from '../../../shared/errors.ts';
import { tellAtRow } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.ts';
import { clearRemark, remark } from '../../state/remarks.ts';
import { plainText } from '../../ui/index.ts';
import { doneWords } from '../list/words.ts';
import { commandFor } from './commands.ts';
import type { CommandId } from './refusal.ts';

const done: Readonly<Record<Exclude<CommandId, 'terminal' | 'attach'>, string>> = {
  ...doneWords,
  'stop-after': doneWords.stop,
};

const ways = { restore: 'Restore it', start: 'Start it', unpause: 'Unpause it' } as const;
type Way = keyof typeof ways;

/** What leads to a state in which it can be done; absent: nothing that one would want. */
const waysTo: Partial<Readonly<Record<CommandId, readonly Way[]>>> = {
  terminal: ['restore', 'start', 'unpause'],
  attach: ['restore', 'start', 'unpause'],
  freeze: ['restore', 'start', 'unpause'],
  pause: ['restore', 'start'],
  stop: ['unpause'],
  'stop-after': ['unpause'],
  restart: ['unpause'],
};

/**
 * Runs a command by its key. Where it is refused and something would let it, the row says why and offers that; else a
 * word is enough, as the button's tooltip has it: nothing has failed.
 */
export function runOrWhy(id: CommandId, engine: EngineSummary, selected: readonly ContainerSummary[]): void {
  const { label, refusal, keys, run } = commandFor(id, engine, selected);
  clearRemark();
  const { activeId } = useNavigation.getState();
  const about = selected.find((each) => each.id === activeId) ?? selected[0];
  if (refusal === null || about === undefined) {
    run();
    return;
  }
  // What hinders is its state, not the engine.
  const isItsState = selected.length === 1 && refusal.startsWith('It ');
  const way = isItsState ? waysTo[id]?.find((each) => commandFor(each, engine, selected).refusal === null) : undefined;
  const message = whyNot(id, selected, label, refusal);
  if (way === undefined) {
    remark(message);
    return;
  }
  const hint = keys === undefined ? null : `${ways[way]}, then press ${keys}.`;
  const error = new GantryError({ code: 'wrong-state', message, hint }).toData();
  tellAtRow(about.id, {
    engineId: engine.id,
    name: about.name,
    doing: way,
    error,
    retry: commandFor(way, engine, selected).run,
    next: ways[way],
  });
}

/** In one sentence. Of several the command is named, not they. */
function whyNot(id: CommandId, selected: readonly ContainerSummary[], label: string, refusal: string): string {
  const [only, ...others] = selected.map(({ name }) => plainText(name));
  const isOwn = /^(Its?|No|None|Select) /.test(refusal);
  const reason = `${isOwn ? refusal.charAt(0).toLowerCase() + refusal.slice(1) : refusal}.`.replace('..', '.');
  if (others.length > 0) return `${label.replace('…', '')}: ${reason}`;
  if (id === 'terminal') return `No terminal opens in ${only}: ${reason}`;
  return id === 'attach' ? `Nothing attaches to ${only}: ${reason}` : `${only} can’t be ${done[id]}: ${reason}`;
}
