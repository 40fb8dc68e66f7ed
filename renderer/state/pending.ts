/** What is being done to a container, and by what it is seen to be done. */
import type { ContainerSummary } from '../../shared/container.ts';
import type { Doing } from './failures.ts';

export interface Pending {
  readonly doing: Doing;
  /** The row as it was: one that differs has changed by the action. */
  readonly before: ContainerSummary | null;
  /** The row as it is now. */
  readonly now: ContainerSummary | null;
  /** The engine has answered; only the event is still to come. */
  readonly hasAnswered: boolean;
}

/** By what the row shows; an answer alone says so only where no change can be told. */
export function isDone({ doing, before, now, hasAnswered }: Pending): boolean {
  if (now === null) return hasAnswered;
  switch (doing) {
    case 'start':
      // One that ends at once is never seen running.
      return now.state === 'running' || (hasAnswered && now.startedAt !== before?.startedAt);
    case 'stop':
      return now.state === 'exited' || now.state === 'stopped';
    case 'pause':
      return now.state === 'paused';
    case 'unpause':
      return now.state === 'running';
    case 'rename':
      return now.name !== before?.name;
    case 'restart':
      return hasAnswered && now.startedAt !== before?.startedAt;
    case 'kill':
      // The program may take the signal and run on.
      return hasAnswered;
    case 'remove':
    case 'freeze':
    case 'restore':
      return false;
  }
}
