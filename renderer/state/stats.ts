/** Figures of the containers that somebody looks at. The main process keeps the history; here is what is drawn. */
import { create } from 'zustand';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import type { StatsSample } from '../../shared/stats.ts';
import { call, onPush } from '../bridge/index.ts';
import type { ContainerTarget } from './details.ts';

export interface Figures {
  readonly samples: readonly StatsSample[];
  readonly error: ErrorData | null;
}

/** As many samples as are drawn: at one a second, twenty minutes. */
const longest = 1200;
const none: Figures = { samples: [], error: null };

const useFigureStore = create<{ readonly figures: ReadonlyMap<string, Figures> }>()(() => ({ figures: new Map() }));
const keyOf = ({ engineId, containerId }: ContainerTarget): string => `${engineId}/${containerId}`;

function put(key: string, change: Partial<Figures>): void {
  const { figures } = useFigureStore.getState();
  useFigureStore.setState({ figures: new Map(figures).set(key, { ...(figures.get(key) ?? none), ...change }) });
}

/** Old and new samples in the order of their time, each once. */
export function mergeSamples(before: readonly StatsSample[], more: readonly StatsSample[]): readonly StatsSample[] {
  const last = before.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  if (more.every((sample) => sample.at > last)) return [...before, ...more].slice(-longest);
  const byTime = new Map([...before, ...more].map((sample) => [sample.at, sample]));
  return [...byTime.values()].sort((a, b) => a.at - b.at).slice(-longest);
}

/** The figures of one container; the same object while none has come. */
export const useFigures = (target: ContainerTarget): Figures =>
  useFigureStore((state) => state.figures.get(keyOf(target)) ?? none);

/**
 * Begins to watch a container. What is known of others is forgotten, since the main process remembers it.
 * @returns ends it; the figures stay to be seen
 */
export function watchStats(target: ContainerTarget): () => void {
  const key = keyOf(target);
  const before = useFigureStore.getState().figures.get(key)?.samples ?? [];
  useFigureStore.setState({ figures: new Map([[key, { samples: before, error: null }]]) });
  let over = false;
  const add = (samples: readonly StatsSample[]): void => {
    const known = useFigureStore.getState().figures.get(key) ?? none;
    if (!over) put(key, { samples: mergeSamples(known.samples, samples), error: null });
  };
  const stopListening = onPush('stats.sample', ({ engineId, containerId, sample }) => {
    if (engineId === target.engineId && containerId === target.containerId) add([sample]);
  });
  const stopHearing = onPush('stats.failed', ({ engineId, containerId, error }) => {
    if (engineId === target.engineId && containerId === target.containerId) put(key, { error });
  });
  const begun = call('containers.watchStats', target).then(add, (thrown: unknown) => {
    if (!over) put(key, { error: toErrorData(thrown) });
  });
  return () => {
    over = true;
    stopListening();
    stopHearing();
    // After the beginning's answer, so that the two never overtake each other; a failure leaves nothing to end.
    void begun.then(() => call('containers.unwatchStats', target)).catch(() => undefined);
  };
}
