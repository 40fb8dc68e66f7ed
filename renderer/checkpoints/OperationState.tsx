import type { OperationProgress } from '../../shared/checkpoint.ts';
import { useOperations } from '../state/operations.ts';
import { formatBytes, ProgressBar } from '../ui/index.ts';
import { phaseWords } from './options.ts';

function bytesWords({ bytes, totalBytes }: OperationProgress): string | null {
  if (bytes === null) return null;
  return totalBytes === null ? formatBytes(bytes) : `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`;
}

function shareOf({ bytes, totalBytes }: OperationProgress): number | null {
  return bytes === null || totalBytes === null || totalBytes === 0 ? null : Math.min(1, bytes / totalBytes);
}

/** What an operation does now, with the bytes written or read so far. */
export function OperationState({ operationId, name }: { readonly operationId: string; readonly name: string }) {
  const progress = useOperations(({ running }) => running.get(operationId)?.progress ?? null);
  if (progress === null) return <ProgressBar label={`${name}: starting`} value={null} />;
  const words = `${name}: ${phaseWords[progress.phase]}`;
  return <ProgressBar label={words} detail={bytesWords(progress)} value={shareOf(progress)} />;
}
