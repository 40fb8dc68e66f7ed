/** Everything that runs behind the window, put together: engines, sessions, checkpoints, and what they tell unasked. */
import path from 'node:path';
import type { UnreadEngine } from '../shared/checkpoint.ts';
import { toErrorData } from '../shared/errors.ts';
import type { Push, QuitMatters } from '../shared/ipc.ts';
import type { StatsSample } from '../shared/stats.ts';
import { type AllFrozen, Checkpoints } from './checkpoint/checkpoints.ts';
import type { Engine, EngineChange, StatsWatcher } from './engine/engine.ts';
import { ImageWork } from './engine/image-work.ts';
import { EngineRegistry } from './engine/registry.ts';
import { LeftExecs } from './session/left-execs.ts';
import { SessionHost } from './session/session-host.ts';

export interface GantryOptions {
  /** Leads to the engines; by XDG_DATA_HOME also to the folder that the bundle engine keeps its own in. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly userId: number;
  /** Where the app keeps what it remembers. */
  readonly dataFolder: string;
  /** Of the catalogue of checkpoints; left out: in the data folder. */
  readonly checkpointFolder?: string;
}

export class Gantry implements AsyncDisposable {
  readonly engines: EngineRegistry;
  readonly sessions: SessionHost;
  readonly checkpoints: Checkpoints;
  readonly images = new ImageWork();
  readonly #listeners = new Set<(push: Push) => void>();
  /** The window watches the stats of few containers at a time, each by one watch. */
  readonly #statsWatches = new Map<string, AbortController>();

  constructor({ environment, isRoot, userId, dataFolder, checkpointFolder }: GantryOptions) {
    this.engines = new EngineRegistry({
      ...{ environment, isRoot, userId },
      bundle: async () => {
        const { offeredEngine, ownPlace } = await import('./engine/bundle/offered.ts');
        return offeredEngine(ownPlace(environment), isRoot);
      },
    });
    const resolve = (engineId: string, containerId: string) => {
      const engine = this.engines.engine(engineId);
      return {
        runtime: engine.runtimeOf(containerId),
        container: engine.container(containerId),
        inspect: () => engine.inspect(containerId),
      };
    };
    this.sessions = new SessionHost({ resolve, left: new LeftExecs(path.join(dataFolder, 'left-running.json')) });
    this.checkpoints = new Checkpoints({
      folder: checkpointFolder ?? path.join(dataFolder, 'checkpoints'),
      resolve,
      defaultRuntime: (engineId) => this.engines.engine(engineId).defaultRuntime(),
      inspect: async (engineId, containerId) => this.engines.engine(engineId).inspect(containerId),
      inPlace: () => this.#inPlace(),
    });
    this.engines.onChange((engine, change) => this.#engineChanged(engine, change));
    this.sessions.onChange((sessions) => this.#push({ name: 'sessions.changed', payload: [...sessions] }));
    this.checkpoints.onChange(() => this.#push({ name: 'checkpoints.changed', payload: undefined }));
    this.checkpoints.operations.onProgress((progress) => this.#push({ name: 'operation.progress', payload: progress }));
    this.images.onProgress((progress) => this.#push({ name: 'images.progress', payload: progress }));
  }

  /** Begins to look for engines and to connect to them, and clears away what an app that was killed has left. */
  start(): void {
    this.engines.start();
    this.checkpoints.catalogue.sweep().catch((thrown: unknown) => console.error(toErrorData(thrown).message));
  }

  /** @returns ends the listening */
  onPush(listener: (push: Push) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins to push a container's stats. @returns what is remembered */
  watchStats(engineId: string, containerId: string): readonly StatsSample[] {
    this.unwatchStats(engineId, containerId);
    const watch = new AbortController();
    const watcher: StatsWatcher = {
      sample: (sample) => this.#push({ name: 'stats.sample', payload: { engineId, containerId, sample } }),
      refused: (error) =>
        this.#push({ name: 'stats.failed', payload: { engineId, containerId, error: error.toData() } }),
    };
    // Throws where the container is gone: then there is nothing to end.
    const remembered = this.engines.engine(engineId).watchStats(containerId, watcher, watch.signal);
    this.#statsWatches.set(statsKey(engineId, containerId), watch);
    return remembered;
  }

  unwatchStats(engineId: string, containerId: string): void {
    const key = statsKey(engineId, containerId);
    this.#statsWatches.get(key)?.abort();
    this.#statsWatches.delete(key);
  }

  /** A file or folder was dropped on the window, which is told by what name it is known. */
  dropped(file: string): void {
    this.images.offer(file).then(
      (source) => this.#push({ name: 'images.dropped', payload: source }),
      (thrown: unknown) => console.error(toErrorData(thrown).message),
    );
  }

  /** The window is gone: nobody looks any more. */
  windowGone(): void {
    for (const watch of this.#statsWatches.values()) watch.abort();
    this.#statsWatches.clear();
  }

  /** What would end, or be broken off, with the app. */
  endingWithApp(): QuitMatters {
    return { sessions: [...this.sessions.endingWithApp()], operations: [...this.checkpoints.operations.list()] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear();
    this.windowGone();
    this.images.cancelAll();
    try {
      // An archive that is being written may be all that is left of a container.
      await Promise.all([this.sessions[Symbol.asyncDispose](), this.checkpoints.operations.settled()]);
    } finally {
      await this.engines[Symbol.asyncDispose]();
    }
  }

  #push(push: Push): void {
    for (const listener of this.#listeners) listener(push);
  }

  #engineChanged(engine: Engine, change: EngineChange): void {
    const { id: engineId } = engine;
    switch (change.kind) {
      case 'summary':
        if (engine.summary().connection.state === 'connected') this.#endLeft(engineId);
        this.#push({ name: 'engines.changed', payload: this.engines.summaries() });
        return;
      case 'reset':
        this.#push({ name: 'containers.reset', payload: { engineId } });
        return;
      case 'patch': {
        const { revision, changed, removed } = change;
        for (const containerId of removed) this.unwatchStats(engineId, containerId);
        const payload = { engineId, revision, changed: [...changed], removed: [...removed] };
        this.#push({ name: 'containers.patch', payload });
        return;
      }
      case 'labels':
        this.#push({ name: 'containers.labels', payload: { engineId, labels: [...change.labels] } });
        return;
      case 'warned':
        this.#push({ name: 'containers.warned', payload: { engineId, warned: [...change.warned] } });
        return;
      case 'checkpoints':
        this.#push({ name: 'checkpoints.changed', payload: undefined });
        return;
      case 'images':
        this.#push({ name: 'images.changed', payload: { engineId } });
    }
  }

  /** Ends what was left running in terminals that were closed, or went with the app, while the engine was away. */
  #endLeft(engineId: string): void {
    this.sessions.engineAnswers(engineId).catch((thrown: unknown) => console.error(toErrorData(thrown).message));
  }

  /** The containers that are frozen in place, of every engine; as it was last known of one that doesn't answer. */
  async #inPlace(): Promise<AllFrozen> {
    const unread: UnreadEngine[] = [];
    const lists = await Promise.all(
      this.engines.engines().map(async (engine) => {
        try {
          const containers = await engine.checkpointedContainers();
          return containers.map((details) => ({ engineId: engine.id, details }));
        } catch (thrown) {
          // One engine that fails shall not hide the archives and the other engines' checkpoints.
          unread.push({ engineId: engine.id, error: toErrorData(thrown) });
          return [];
        }
      }),
    );
    return { frozen: lists.flat(), unread };
  }
}

function statsKey(engineId: string, containerId: string): string {
  return `${engineId} ${containerId}`;
}
