/** A container's live log for as long as somebody looks at it. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ContainerSummary } from '../../../shared/container.ts';
import type { ContainerTarget } from '../../state/details.ts';
import { useEngine } from '../../state/engines.ts';
import { LogBuffer, type LogSnapshot } from './log-buffer.ts';
import { firstTail, LogSource, type LogState } from './log-source.ts';

export interface Log extends LogSnapshot {
  readonly state: LogState;
  /** It began with the last lines only: the engine may have older ones. */
  readonly hasOlder: boolean;
  /** It ended although the container runs. */
  readonly canFollowAgain: boolean;
  /** At most so many lines are kept. */
  readonly limit: number;
  /** Nothing is shown because the user wanted it so. */
  readonly isCleared: boolean;
  clear(): void;
  /** Opens it once more after it ended or failed. */
  followAgain(): void;
  /** Reads it anew, with as many older lines as are kept. */
  readOlder(): void;
}

export function useLog({ engineId, containerId }: ContainerTarget, summary: ContainerSummary): Log {
  const [opened, setOpened] = useState<{ buffer: LogBuffer; source: LogSource } | null>(null);
  const [state, setState] = useState<LogState>({ state: 'opening' });
  const [tail, setTail] = useState(firstTail);
  const [isCleared, setCleared] = useState(false);
  useEffect(() => {
    const buffer = new LogBuffer();
    const source = new LogSource(engineId, containerId, buffer, setState);
    setOpened({ buffer, source });
    void source.open();
    return () => source.dispose();
  }, [engineId, containerId]);
  const buffer = opened?.buffer ?? nothingYet;
  const snapshot = useSyncExternalStore(buffer.subscribe, buffer.snapshot);

  const followAgain = useCallback(() => void opened?.source.open(), [opened]);
  const isRunning = summary.state === 'running' || summary.state === 'paused';
  const hasBroken = state.state === 'failed' || (state.state === 'ended' && isRunning);
  useFollowReconnection(engineId, hasBroken, followAgain);
  useEndOfFrozen(summary.checkpointed === true, state.state === 'following', followAgain);
  useFollowNextRun(isRunning ? summary.startedAt : null, state.state === 'ended', followAgain);

  return {
    ...snapshot,
    state,
    limit: buffer.limit,
    hasOlder: tail === firstTail && !isCleared && snapshot.dropped === 0 && snapshot.lines.length >= firstTail,
    canFollowAgain: state.state === 'ended' && isRunning,
    isCleared,
    clear() {
      buffer.clear();
      setCleared(true);
    },
    followAgain,
    readOlder() {
      buffer.clear();
      setCleared(false);
      setTail(buffer.limit);
      void opened?.source.open(buffer.limit);
    },
  };
}

const nothingYet = new LogBuffer();

/** A log breaks off with the engine; when that is back, it is followed again: once for each time that it was gone. */
function useFollowReconnection(engineId: string, hasBroken: boolean, followAgain: () => void): void {
  const connection = useEngine(engineId)?.connection.state;
  const wasGone = useRef(false);
  useEffect(() => {
    if (connection === 'lost') wasGone.current = true;
    if (connection !== 'connected' || !wasGone.current || !hasBroken) return;
    wasGone.current = false;
    followAgain();
  }, [connection, hasBroken, followAgain]);
}

/**
 * Podman goes on to follow the log of a container that is frozen, though nothing more comes. Read once more, what is
 * still missing comes, and its end.
 */
function useEndOfFrozen(isFrozen: boolean, follows: boolean, readAgain: () => void): void {
  const known = useRef(isFrozen);
  useEffect(() => {
    if (isFrozen === known.current) return;
    known.current = isFrozen;
    if (isFrozen && follows) readAgain();
  }, [isFrozen, follows, readAgain]);
}

/**
 * A log ends with the container; when that runs again, so does the log. Once a run only: a log that ends sooner than
 * its container is none to be asked for again and again.
 * @param run when the run began that goes on; null: none does
 */
function useFollowNextRun(run: number | null, hasEnded: boolean, followAgain: () => void): void {
  const known = useRef(run);
  useEffect(() => {
    if (run === null) known.current = null;
    if (!hasEnded || run === null || run === known.current) return;
    known.current = run;
    followAgain();
  }, [run, hasEnded, followAgain]);
}
