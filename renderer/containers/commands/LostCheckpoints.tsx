import type { ContainerSummary } from '../../../shared/container.ts';
import { Notice } from '../../ui/index.ts';
import { type Archived, hasArchive, leftWords } from './archived.ts';
import styles from './Dialogs.module.css';
import type { Found } from './find-frozen.ts';

/** What is known of the checkpoints that a removal would take along. */
export interface Lost extends Found {
  /** Of these it isn't known yet. */
  readonly awaited: readonly ContainerSummary[];
  readonly archived: Archived;
}

/** Keeps its place from the beginning, so that what is found out later moves nothing. */
export function LostCheckpoints({ id, lost }: { readonly id: string; readonly lost: Lost }) {
  const { tone, title } = headOf(lost);
  return (
    <div id={id} role="status" className={styles.found}>
      <Notice tone={tone} title={title}>
        <p>{wordsOf(lost)}</p>
      </Notice>
    </div>
  );
}

function headOf({ frozen, unsure, awaited }: Lost): { readonly tone: 'info' | 'warning'; readonly title: string } {
  if (frozen.length === 1) return { tone: 'warning', title: 'A checkpoint goes with it' };
  if (frozen.length > 1) return { tone: 'warning', title: `${frozen.length} checkpoints go with them` };
  if (awaited.length > 0) return { tone: 'info', title: 'Looking for checkpoints that would go too…' };
  if (unsure.length > 0) return { tone: 'warning', title: 'A checkpoint may go too' };
  return { tone: 'info', title: 'No checkpoint is lost' };
}

function wordsOf({ frozen, unsure, awaited, archived }: Lost): string {
  if (awaited.length > 0) return 'Nothing is removed before it is known what is frozen in place.';
  if (frozen.length > 0) return `${leftWords(frozen, archived)} ${doubtWords(unsure)}`.trim();
  return unsure.length > 0 ? 'It could not be found out what is frozen in place.' : 'Nothing is frozen in place.';
}

function doubtWords({ length }: Lost['unsure']): string {
  if (length === 0) return '';
  const which = length === 1 ? 'one more is' : `${length} more are`;
  return `Whether ${which} frozen in place could not be found out.`;
}

/** The same for one of several. @returns null: nothing goes with it */
export function lostOf(container: ContainerSummary, { frozen, unsure, archived }: Lost): string | null {
  if (unsure.some((each) => each.container === container)) return 'may be frozen in place';
  if (!frozen.includes(container)) return null;
  return hasArchive(container, archived) ? 'frozen in place; its archive stays' : 'frozen in place';
}
