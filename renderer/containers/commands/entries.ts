import type { ContainerSummary } from '../../../shared/container.ts';
import type { EngineSummary } from '../../../shared/engine.ts';
import { actOnAll } from '../../state/actions.ts';
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

/** The menu of a row, or of several: what makes sense in their state comes first. */
export function rowEntries(engine: EngineSummary, selected: Selected): readonly MenuEntry[] {
  const { refusal: canNotStart } = commandFor('start', engine, selected);
  const life: readonly CommandId[] =
    canNotStart === null ? ['start', 'restart', 'stop'] : ['stop', 'stop-after', 'restart'];
  const isFrozen = selected.some(({ checkpointed }) => checkpointed === true);
  const pauses = selected.some(({ state }) => state === 'paused') ? 'unpause' : 'pause';
  return [
    ...groupsOf(
      [
        ...(isFrozen ? [['restore'] as const] : []),
        ['terminal', 'attach'],
        [...life, pauses, 'kill'],
        ['freeze'],
        ['rename', 'remove'],
      ],
      engine,
      selected,
    ),
    line('line-copy'),
    ...copyEntries(selected),
  ];
}

/** What has no button of its own in the toolbar. @param without whose buttons have no room there */
export function moreEntries(
  engine: EngineSummary,
  selected: Selected,
  without: readonly CommandId[] = [],
): readonly MenuEntry[] {
  const { able, refusal } = commandFor('stop', engine, selected);
  const stops = [0, 30].map(
    (seconds): MenuEntry => ({
      id: `stop-${seconds}`,
      text: seconds === 0 ? 'Stop at once (SIGKILL)' : `Stop within ${seconds} s`,
      icon: 'stop',
      disabled: refusal ?? undefined,
      run: () => actOnAll(engine.id, able, { do: 'stop', timeoutSeconds: seconds }),
    }),
  );
  // Both ways of pausing are in it anyway.
  const buttons = without.filter((id) => id !== 'pause' && id !== 'unpause');
  return [
    ...(buttons.length === 0 ? [] : [...groupsOf([buttons], engine, selected), line('line-buttons')]),
    ...stops,
    ...groupsOf([['stop-after', 'kill'], ['pause', 'unpause'], ['attach'], ['rename']], engine, selected),
    line('line-copy'),
    ...copyEntries(selected),
  ];
}

function copyEntries(selected: Selected): readonly MenuEntry[] {
  const disabled = selected.length === 0 ? 'Nothing is selected' : undefined;
  const copy = (textOf: (container: ContainerSummary) => string) => (): void =>
    void copyText(selected.map(textOf).join('\n'));
  return [
    { id: 'copy-name', text: 'Copy the name', icon: 'copy', disabled, run: copy(({ name }) => name) },
    { id: 'copy-id', text: 'Copy the id', icon: 'copy', disabled, run: copy(({ id }) => id) },
  ];
}
