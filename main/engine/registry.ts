/** Which engines there are: those whose sockets serve, and one of our own where none of them is this user's. */
import type { EngineSummary } from '../../shared/engine.ts';
import { GantryError } from '../../shared/errors.ts';
import type { Engine, EngineChange } from './engine.ts';
import { needsOf } from './needs.ts';
import { OwnService } from './own-service.ts';
import { addressOf, commandOf, containerHost, type Place, usualPlaces, type Where } from './places.ts';
import { PodmanEngine } from './podman/podman-engine.ts';
import { answers } from './service-folder.ts';
import { unusableEngine } from './unusable-engine.ts';

type Listener = (engine: Engine, change: EngineChange) => void;

export class EngineRegistry implements AsyncDisposable {
  readonly #where: Where;
  readonly #engines: Engine[] = [];
  readonly #listeners = new Set<Listener>();
  #ownService: OwnService | null = null;
  #found: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(where: Where) {
    this.#where = where;
  }

  /** Begins to look for engines and to connect to them. */
  start(): void {
    this.#found = this.#find();
  }

  /**
   * Looks once more: sockets that serve meanwhile are added, lost connections are tried at once. One of our own that
   * doesn't run gives way to a socket that does.
   */
  lookAgain(): Promise<void> {
    this.#found = this.#found.then(() => this.#lookForMore());
    return this.#found;
  }

  /** Resolves when it is known which engines there are; whether they answer is another matter. */
  found(): Promise<void> {
    return this.#found;
  }

  engines(): readonly Engine[] {
    return this.#engines;
  }

  summaries(): EngineSummary[] {
    return this.#engines.map((engine) => engine.summary());
  }

  /** Throws `not-found`. */
  engine(engineId: string): Engine {
    const engine = this.#engines.find(({ id }) => id === engineId);
    if (engine !== undefined) return engine;
    throw new GantryError({ code: 'not-found', message: 'This engine is not there any more.' });
  }

  /** @returns ends the listening */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.#listeners.clear();
    await this.#found;
    await Promise.all(this.#engines.map((engine) => engine[Symbol.asyncDispose]()));
    await this.#ownService?.[Symbol.asyncDispose]();
  }

  async #find(): Promise<void> {
    const host = containerHost(this.#where);
    if (host !== null && 'refused' in host) this.#add(unusableEngine(host.refused));
    else if (host !== null) this.#add(this.#podman(host));
    await this.#addUsual();
    if (host === null && !this.#servesThisUser()) await this.#addOwn();
    await this.#addBundle();
  }

  /** Root's containers are not this user's. */
  #servesThisUser(): boolean {
    const own = this.#where.isRoot ? 'rootful-socket' : 'rootless-socket';
    return this.summaries().some(({ origin }) => origin === own);
  }

  /** Those of the usual places where something serves, and that aren't known yet. */
  async #addUsual(): Promise<void> {
    const places = usualPlaces(this.#where);
    const serving = await Promise.all(places.map(({ socketPath }) => answers(socketPath)));
    const known = new Set(this.summaries().map(({ address }) => address));
    for (const [index, place] of places.entries()) {
      if (serving[index] === true && !known.has(addressOf(place))) this.#add(this.#podman(place));
    }
  }

  async #lookForMore(): Promise<void> {
    const before = this.#engines.length;
    await this.#addUsual();
    await this.#addBundle();
    if (this.#engines.length > before && this.#servesThisUser()) await this.#dropOwn();
    for (const engine of this.#engines) if (engine.summary().connection.state === 'lost') engine.retry();
  }

  /** While it is connected something may run in it that the user sees: it stays. */
  async #dropOwn(): Promise<void> {
    const service = this.#ownService;
    const own = this.#engines.find((engine) => engine.summary().origin === 'own-service');
    if (service === null || own === undefined || own.summary().connection.state === 'connected') return;
    this.#engines.splice(this.#engines.indexOf(own), 1);
    this.#ownService = null;
    for (const listener of this.#listeners) listener(own, { kind: 'summary' });
    await own[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
  }

  async #addOwn(): Promise<void> {
    const { environment, isRoot } = this.#where;
    const service = await OwnService.create(environment);
    this.#ownService = service;
    const name = isRoot ? 'Podman (root)' : 'Podman (this user)';
    const place: Place = { id: 'own-service', name, origin: 'own-service', socketPath: service.socketPath };
    this.#add(this.#podman(place, (signal) => service.ensure(signal)));
  }

  /** Beside whatever else there is, where this machine can run it. */
  async #addBundle(): Promise<void> {
    if (this.summaries().some(({ origin }) => origin === 'bundle')) return;
    const engine = await this.#where.bundle?.();
    if (engine) this.#add(engine);
  }

  #podman(place: Place, prepare?: (signal: AbortSignal) => Promise<void>): Engine {
    return new PodmanEngine({
      ...place,
      ...(prepare === undefined ? {} : { prepare }),
      command: commandOf(place, this.#where),
      needs: (info) => needsOf(info, place.origin, this.#where),
    });
  }

  #add(engine: Engine): void {
    if (this.#isOver) return;
    this.#engines.push(engine);
    engine.onChange((change) => {
      for (const listener of this.#listeners) listener(engine, change);
    });
    engine.start();
    for (const listener of this.#listeners) listener(engine, { kind: 'summary' });
  }
}
