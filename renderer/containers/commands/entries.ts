import type { ContainerSummary } from '../../../shared/container.ts';
import type { EngineSummary } from '../../../shared/engine.ts';
import { copyText } from '../../state/clipboard.ts';
import type { MenuEntry } from '../../ui/index.ts';
import { commandFor } from './commands.ts';
import type { CommandId } from './refusal.ts';

type Selected = readonly ContainerSummary[];

const line = (id: string): MenuEntry => ({ id, separator: true });

function entryFor(id: CommandId, engine: EngineSummary, selected: Selected): MenuEntry {
  const { label, icon, keys, refusal, danger, run } = commandFor(id, engine, selected);
  return {
    id,
    text: label,
    icon,
    disabled: refusal ?? undefined,
    run,
    ...(keys === undefined ? {} : { keys }),
    ...(danger === undefined ? {} : { danger }),
  };
}

function groupsOf(groups: readonly (readonly CommandId[])[], engine: EngineSummary, selected: Selected): MenuEntry[] {
  return groups.flatMap((group, index) => [
    ...(index === 0 ? [] : [line(`line-${index}`)]),
    ...group.map((id) => entryFor(id, engine, selected)),
  ]);
}

/** The menu of what is selected: at a row, and at the end of the toolbar. What comes first for a frozen one stands first. */
export function entriesFor(engine: EngineSummary, selected: Selected): readonly MenuEntry[] {
  const isFrozen = selected.some(({ checkpointed }) => checkpointed === true);
  const pauses = selected.some(({ state }) => state === 'paused') ? 'unpause' : 'pause';
  const entries = [
    ...groupsOf(
      [
        ...(isFrozen ? [['restore'] as const] : []),
        ['terminal', 'attach'],
        ['start', 'stop', 'stop-after', 'restart', pauses, 'kill'],
        ['freeze'],
        ['rename', 'remove'],
      ],
      engine,
      selected,
    ),
    line('line-copy'),
    ...copyEntries(selected),
  ];
  return selected.length > 0 ? entries : [nothing, line('line-nothing'), ...entries.map(withoutReason)];
}

const nothing: MenuEntry = { id: 'nothing', text: 'Nothing is selected', disabled: '', run: () => {} };

/** It is said once for all of them. */
function withoutReason(entry: MenuEntry): MenuEntry {
  return 'run' in entry ? { ...entry, disabled: '' } : entry;
}

function copyEntries(selected: Selected): readonly MenuEntry[] {
  const copy = (textOf: (container: ContainerSummary) => string) => (): void =>
    void copyText(selected.map(textOf).join('\n'));
  return [
    { id: 'copy-name', text: 'Copy the name', icon: 'copy', run: copy(({ name }) => name) },
    { id: 'copy-id', text: 'Copy the id', icon: 'copy', run: copy(({ id }) => id) },
  ];
}
