/** Stands before a start from the beginning: it would throw a checkpoint in place away without a word. */
import type { ContainerSummary } from '../../shared/container.ts';
import { GantryError, toErrorData } from '../../shared/errors.ts';

const hint = 'Restore it, so that it goes on as it was; or start it afresh, which loses the checkpoint.';

/**
 * @param isCheckpointed asks the engine where it isn't known
 * @throws GantryError `needs-consent` for a container that is frozen in place, or may be
 */
export async function keepCheckpoint(
  summary: ContainerSummary,
  isCheckpointed: (summary: ContainerSummary) => Promise<boolean>,
): Promise<void> {
  const { name } = summary;
  let frozen: boolean;
  try {
    frozen = await isCheckpointed(summary);
  } catch (thrown) {
    const { code, engineMessage, message } = toErrorData(thrown);
    // Neither could it be started.
    if (code === 'not-found' || code === 'engine-unreachable' || code === 'cancelled') throw thrown;
    throw new GantryError({
      code: 'needs-consent',
      message: `Whether ${name} is frozen could not be found out: a start from the beginning may lose its checkpoint.`,
      engineMessage: engineMessage ?? message,
      hint,
      cause: thrown,
    });
  }
  if (!frozen) return;
  throw new GantryError({
    code: 'needs-consent',
    message: `${name} is frozen: a start from the beginning would lose its checkpoint.`,
    hint,
  });
}
