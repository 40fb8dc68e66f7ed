import type { OperationProgress } from '../../shared/checkpoint.ts';
import { useCheckpoints } from '../state/checkpoints.ts';
import { formatBytes, ProgressBar } from '../ui/index.ts';
import { phaseWords } from './options.ts';

function bytesWords({ bytes, totalBytes }: OperationProgress): string | null {
  if (bytes === null) return null;
  return totalBytes === null ? formatBytes(bytes) : `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`;
}

/** What an operation does now, with the bytes written or read so far. */
export function OperationState({ operationId, name }: { readonly operationId: string; readonly name: string }) {
  const progress = useCheckpoints((state) => state.progress[operationId]);
  const words = progress === undefined ? 'Starting' : phaseWords[progress.phase];
  const bytes = progress === undefined ? null : bytesWords(progress);
  const share =
    progress?.bytes != null && progress.totalBytes !== null && progress.totalBytes > 0
      ? Math.min(1, progress.bytes / progress.totalBytes)
      : null;
  return <ProgressBar label={`${name}: ${words}`} detail={bytes} value={share} />;
}
