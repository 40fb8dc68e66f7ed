/** What the details pane has read of containers: kept a while, so that coming back to a tab shows it at once. */
import { create } from 'zustand';
import type { ContainerDetails, ProcessTable } from '../../shared/container.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import type { DenialReport, SelinuxReport } from '../../shared/selinux.ts';
import { call } from '../bridge/index.ts';

export interface ContainerTarget {
  readonly engineId: string;
  readonly containerId: string;
}

/** The last answer and the last error: an error over an older answer leaves that to be seen. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly error: ErrorData | null;
  readonly loading: boolean;
}

const nothing = { value: null, error: null, loading: false } as const;
/** How many containers' answers are kept. */
const kept = 20;

const keyOf = ({ engineId, containerId }: ContainerTarget): string => `${engineId}/${containerId}`;

/** A store of one kind of answer, by container. Of answers that overtake each other the last asked for counts. */
function containerResource<T>(ask: (target: ContainerTarget) => Promise<T>) {
  const useEntries = create<{ readonly entries: ReadonlyMap<string, Loaded<T>> }>()(() => ({ entries: new Map() }));
  const asked = new Map<string, number>();

  function put(key: string, change: Partial<Loaded<T>>): void {
    const entries = new Map(useEntries.getState().entries);
    const before = entries.get(key) ?? nothing;
    entries.delete(key);
    entries.set(key, { ...before, ...change });
    for (const oldest of entries.keys()) {
      if (entries.size <= kept) break;
      entries.delete(oldest);
    }
    useEntries.setState({ entries });
  }

  return {
    /** What is known of this container now. */
    useLoaded: (target: ContainerTarget): Loaded<T> =>
      useEntries((state) => state.entries.get(keyOf(target)) ?? nothing),
    /** Asks the engine. Never rejects: an error becomes part of what is known. */
    async load(target: ContainerTarget): Promise<void> {
      const key = keyOf(target);
      const number = (asked.get(key) ?? 0) + 1;
      asked.set(key, number);
      put(key, { loading: true });
      try {
        const value = await ask(target);
        if (asked.get(key) === number) put(key, { value, error: null, loading: false });
      } catch (thrown) {
        if (asked.get(key) === number) put(key, { error: toErrorData(thrown), loading: false });
      }
    },
  };
}

export type ContainerResource<T> = ReturnType<typeof containerResource<T>>;

export const inspections: ContainerResource<ContainerDetails> = containerResource((target) =>
  call('containers.inspect', target),
);
export const processTables: ContainerResource<ProcessTable> = containerResource((target) =>
  call('containers.processes', target),
);
export const selinuxReports: ContainerResource<SelinuxReport> = containerResource((target) =>
  call('containers.selinux', target),
);
export const denialReports: ContainerResource<DenialReport> = containerResource((target) =>
  call('containers.denials', target),
);

export type DetailsTab = 'overview' | 'log' | 'processes' | 'stats' | 'selinux' | 'inspect';

/** Which tab is shown: it stays when the selection moves. */
export const useDetailsTab = create<{ readonly tab: DetailsTab; readonly show: (tab: DetailsTab) => void }>()(
  (set) => ({ tab: 'overview', show: (tab) => set({ tab }) }),
);
