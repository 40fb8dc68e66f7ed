/** What a restart policy says of a container: whether it is started again, and how soon. */
import { type ContainerSummary, hasEnded } from '../../../shared/container.ts';
import { signalNumber } from '../../../shared/signals.ts';
import type { ContainerRecord, LastRun } from './container-record.ts';

/** Docker's pauses, which Podman doesn't make: what ends at once over and over would keep the machine busy. Milliseconds. */
const firstPause = 100;
const longestPause = 60_000;
/** One that has run for so long is well again. */
const longRun = 10_000;

type Run = Pick<LastRun, 'startedAt' | 'finishedAt'>;

/**
 * Whether a container that has ended is started again, as libpod has it (`shouldRestart`). Who has told it to end wants it
 * to stay so, whatever the policy.
 */
export function isToRestart(
  record: Pick<ContainerRecord, 'spec' | 'isToldToEnd' | 'restartCount'>,
  { exitCode }: Pick<LastRun, 'exitCode'>,
): boolean {
  const { when, tries } = record.spec.restart;
  if (when === 'no' || record.isToldToEnd) return false;
  if (when !== 'on-failure') return true;
  return exitCode !== 0 && (tries === null || record.restartCount < tries);
}

/**
 * Whether it is started when the machine is, as by `podman-restart.service`: with `always` also one that somebody had
 * stopped; one that was never started, or that is frozen, by none.
 */
export function isToStartAtBoot(
  { spec, isToldToEnd, lastRun }: Pick<ContainerRecord, 'spec' | 'isToldToEnd' | 'lastRun'>,
  { state, checkpointed }: Pick<ContainerSummary, 'state' | 'checkpointed'>,
): boolean {
  if (lastRun === null || !hasEnded({ state }) || checkpointed !== false) return false;
  const { when } = spec.restart;
  return when === 'always' || (when === 'unless-stopped' && !isToldToEnd);
}

/**
 * How long to wait before a container is started again, milliseconds.
 * @param before how long it was before the run; null: nobody waited
 */
export function pauseAfter({ startedAt, finishedAt }: Run, before: number | null): number {
  const wasLong = finishedAt !== null && finishedAt - startedAt >= longRun;
  return before === null || wasLong ? firstPause : Math.min(2 * before, longestPause);
}

/** Those that end a program which knows nothing of them, and that nobody sends for anything else. */
const endingSignals = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGKILL'];

/** Whether who sends it wants a container to end, and so to stay ended. */
export function asksToEnd(signal: number | string, stopSignal: string): boolean {
  const number = signalNumber(String(signal));
  return [...endingSignals, stopSignal].some((each) => signalNumber(each) === number);
}
