/** Stands before what would throw a checkpoint in place away without a word: a start from the beginning, a removal. */
import type { ContainerAction, ContainerSummary } from '../../shared/container.ts';
import { GantryError, toErrorData } from '../../shared/errors.ts';

type Losing = 'start' | 'remove';

const losing: Readonly<Record<Losing, { readonly what: string; readonly hint: string }>> = {
  start: {
    what: 'a start from the beginning',
    hint: 'Restore it, so that it goes on as it was; or start it afresh, which loses what is frozen in place. Archives stay.',
  },
  remove: {
    what: 'its removal',
    hint: 'Restore it, so that it goes on as it was; or agree that what is frozen in place goes with it. Archives stay.',
  },
};

/** What an action would lose that has no leave to: null: nothing, or the user has agreed. */
export function unagreedLoss(action: ContainerAction): Losing | null {
  if (action.do === 'start' || action.do === 'restart') return action.afresh === true ? null : 'start';
  return action.do === 'remove' && action.withCheckpoint !== true ? 'remove' : null;
}

/**
 * @param isCheckpointed asks the engine where it isn't known
 * @throws GantryError `needs-consent` for a container that is frozen in place, or may be
 */
export async function keepCheckpoint(
  summary: ContainerSummary,
  loss: Losing,
  isCheckpointed: (summary: ContainerSummary) => Promise<boolean>,
): Promise<void> {
  const { name } = summary;
  const { what, hint } = losing[loss];
  let frozen: boolean;
  try {
    frozen = await isCheckpointed(summary);
  } catch (thrown) {
    const { code, engineMessage, message } = toErrorData(thrown);
    // Neither could it be done.
    if (code === 'not-found' || code === 'engine-unreachable' || code === 'cancelled') throw thrown;
    throw new GantryError({
      code: 'needs-consent',
      message: `Whether ${name} is frozen could not be found out: ${what} may lose its checkpoint in place.`,
      engineMessage: engineMessage ?? message,
      hint,
      cause: thrown,
    });
  }
  if (!frozen) return;
  throw new GantryError({
    code: 'needs-consent',
    message: `${name} is frozen: ${what} would lose its checkpoint in place.`,
    hint,
  });
}
