import type { ContainerSummary } from '../../../shared/container.ts';
import type { EngineSummary } from '../../../shared/engine.ts';
import { GantryError } from '../../../shared/errors.ts';
import { fail } from '../../state/actions.ts';
import { plainText } from '../../ui/index.ts';
import { commandFor } from './commands.ts';

/** Opens a terminal in what is selected. Where it can't be, its row says why, and offers what would let it. */
export function terminalOrWhy(engine: EngineSummary, selected: readonly ContainerSummary[]): void {
  const { refusal, run } = commandFor('terminal', engine, selected);
  const [only, ...others] = selected;
  if (refusal === null || only === undefined || others.length > 0) {
    run();
    return;
  }
  const way = (['restore', 'start', 'unpause'] as const).find(
    (id) => commandFor(id, engine, selected).refusal === null,
  );
  const next = way === undefined ? null : { restore: 'Restore it', start: 'Start it', unpause: 'Unpause it' }[way];
  const error = new GantryError({
    code: 'wrong-state',
    message: `No terminal opens in ${plainText(only.name)}: ${refusal.charAt(0).toLowerCase()}${refusal.slice(1)}.`,
    hint: next === null ? null : `${next}, then press T.`,
  }).toData();
  fail(only.id, {
    doing: way ?? 'start',
    error,
    retry: way === undefined ? null : commandFor(way, engine, selected).run,
    ...(next === null ? {} : { next }),
  });
}
