import { useLate } from '../details/parts/use-late.ts';
import { callOffWork, dismissWork, type RunningWork, useImageWork } from '../state/image-work.ts';
import { Button, ErrorNotice, formatBytes, ProgressBar, plainText } from '../ui/index.ts';
import styles from './Images.module.css';

const begun = { import: 'Importing', pull: 'Pulling' } as const;

/** What is done now, in words; and how far it is, where that can be told. */
function stateOf({ progress, isCalledOff }: RunningWork): { detail: string | null; value: number | null } {
  if (isCalledOff) return { detail: 'calling it off…', value: null };
  if (progress === null) return { detail: null, value: null };
  const { phase, bytes, totalBytes, words } = progress;
  if (phase === 'unpacking') return { detail: 'unpacking it', value: null };
  if (bytes === null) return { detail: words === null ? null : plainText(words.slice(-120)), value: null };
  if (totalBytes === null || totalBytes === 0) return { detail: formatBytes(bytes), value: null };
  return { detail: `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`, value: Math.min(1, bytes / totalBytes) };
}

function Running({ work }: { readonly work: RunningWork }) {
  const isLate = useLate(true);
  const name = plainText(work.name);
  if (!isLate) return null;
  return (
    <div className={styles.work}>
      <ProgressBar label={`${begun[work.doing]} ${name}`} {...stateOf(work)} />
      <Button
        aria-label={`Cancel ${begun[work.doing].toLowerCase()} ${name}`}
        onPress={() => void callOffWork(work.id)}
        isDisabled={work.isCalledOff}
      >
        Cancel
      </Button>
    </div>
  );
}

/** An engine's imports and pulls: those under way, each to be called off, and those that failed. */
export function ImageWork({ engineId }: { readonly engineId: string }) {
  const running = useImageWork((state) => state.running);
  const failed = useImageWork((state) => state.failed);
  return (
    <>
      {[...running.values()].map((work) => work.engineId === engineId && <Running key={work.id} work={work} />)}
      {failed.map(
        ({ id, engineId: of, error, again }) =>
          of === engineId && <ErrorNotice key={id} error={error} onRetry={again} onDismiss={() => dismissWork(id)} />,
      )}
    </>
  );
}
