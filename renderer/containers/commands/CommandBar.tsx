import { useRef } from 'react';
import { Toolbar } from 'react-aria-components';
import type { ContainerSummary } from '../../../shared/container.ts';
import type { EngineSummary } from '../../../shared/engine.ts';
import { useActions } from '../../state/actions.ts';
import { IconButton, MenuButton, useFromWidth } from '../../ui/index.ts';
import styles from './CommandBar.module.css';
import { commandFor } from './commands.ts';
import { entriesFor } from './entries.ts';
import { fitting, widthOf } from './fitting.ts';
import type { CommandId } from './refusal.ts';

const groups: readonly (readonly CommandId[])[] = [['terminal', 'freeze'], ['remove']];

/** What is first done to what is selected stands first, in the place of what is done to it seldom. */
const places: Partial<Readonly<Record<CommandId, CommandId>>> = { restore: 'start', unpause: 'pause' };

/** The commands on what is selected. Those that make no sense now say why; those without room are in the menu. */
export function CommandBar(props: { readonly engine: EngineSummary; readonly selected: readonly ContainerSummary[] }) {
  const { engine, selected } = props;
  // What is under way decides what can be done.
  useActions((state) => state.pending);
  const isPaused = selected.length > 0 && selected.every(({ state }) => state === 'paused');
  const isFrozen = selected.length > 0 && selected.every(({ checkpointed }) => checkpointed === true);
  const life: readonly CommandId[] = [
    isFrozen ? 'restore' : 'start',
    'stop',
    'restart',
    isPaused ? 'unpause' : 'pause',
  ];
  const all = [life, ...groups];
  const bar = useRef<HTMLDivElement>(null);
  const whole = widthOf(all);
  const width = useFromWidth(bar, (room) => Math.min(room, whole), whole);
  const shown = fitting(all, width).filter(({ length }) => length > 0);
  return (
    <Toolbar ref={bar} aria-label="Selected containers" className={styles.bar ?? ''} style={{ maxWidth: whole }}>
      {shown.map((group) => (
        <span key={group[0]} className={styles.group}>
          {group.map((id) => {
            const { label, icon, keys, refusal, run } = commandFor(id, engine, selected);
            return (
              <IconButton
                key={places[id] ?? id}
                label={label.replace('…', '')}
                icon={icon}
                note={keys}
                disabled={refusal ?? undefined}
                onPress={run}
              />
            );
          })}
        </span>
      ))}
      <MenuButton label="More" entries={entriesFor(engine, selected)}>
        <IconButton label="More" icon="more" />
      </MenuButton>
    </Toolbar>
  );
}
