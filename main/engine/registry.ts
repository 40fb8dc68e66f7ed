/**
 * Which engines there are: those whose sockets serve, a Podman of our own where none of them is this user's, and the bundle
 * engine beside them, or alone where there is no Podman at all.
 */
import type { EngineSummary } from '../../shared/engine.ts';
import { GantryError } from '../../shared/errors.ts';
import { thisMachine } from '../host/doctor/machine.mjs';
import type { Engine, EngineChange } from './engine.ts';
import { needsOf } from './needs.ts';
import { OwnService } from './own-service.ts';
import { addressOf, commandOf, containerHost, type Place, usualPlaces, type Where } from './places.ts';
import { PodmanEngine } from './podman/podman-engine.ts';
import { answers } from './service-folder.ts';
import { unusableEngine } from './unusable-engine.ts';

/** Milliseconds that the bundle engine waits for the others. */
const patience = 1000;
/** Milliseconds more, in which the window draws what these have listed: it and what is loaded here share few cores. */
const drawing = 500;

type Listener = (engine: Engine, change: EngineChange) => void;

export class EngineRegistry implements AsyncDisposable {
  readonly #where: Where;
  readonly #engines: Engine[] = [];
  readonly #listeners = new Set<Listener>();
  #ownService: OwnService | null = null;
  #endWaiting: () => void = () => {};
  #found: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(where: Where) {
    this.#where = where;
  }

  /** Begins to look for engines and to connect to them. */
  start(): void {
    this.#found = this.#find();
    // Whoever asks hears of it, and a later look is another attempt.
    this.#found.catch(() => {});
  }

  /**
   * Looks once more: sockets that serve meanwhile are added, lost connections are tried at once. One of our own that
   * doesn't run gives way to a socket that does.
   */
  lookAgain(): Promise<void> {
    this.#found = this.#found.catch(() => {}).then(() => this.#lookForMore());
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
    this.#endWaiting();
    this.#listeners.clear();
    // What could not be found is not there to be ended.
    await this.#found.catch(() => {});
    await Promise.all(this.#engines.map((engine) => engine[Symbol.asyncDispose]()));
    await this.#ownService?.[Symbol.asyncDispose]();
  }

  async #find(): Promise<void> {
    const host = containerHost(this.#where);
    if (host !== null && 'refused' in host) this.#add(unusableEngine(host.refused));
    else if (host !== null) this.#add(this.#podman(host));
    await this.#addUsual();
    // They have been asked by now: looking for this one takes nothing from them.
    const bundle = (await this.#where.bundle?.()) ?? null;
    if (await this.#needsOwn(bundle)) await this.#addOwn();
    if (bundle !== null) this.#addLast(bundle);
  }

  /** Where there is no Podman, and the bundle engine serves in its place, nothing is said of the one that isn't there. */
  async #needsOwn(bundle: Engine | null): Promise<boolean> {
    const { environment } = this.#where;
    if (environment.CONTAINER_HOST || this.#ownService !== null || this.#servesThisUser()) return false;
    return bundle === null || (await thisMachine(environment).which('podman')) !== null;
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
    if (this.#engines.length > before && this.#servesThisUser()) await this.#dropOwn();
    const bundle = this.#bundle() ?? (await this.#where.bundle?.()) ?? null;
    if (await this.#needsOwn(bundle)) await this.#addOwn();
    if (bundle !== null && this.#bundle() === null) this.#addLast(bundle);
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

  #bundle(): Engine | null {
    return this.#engines.find((engine) => engine.summary().origin === 'bundle') ?? null;
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
    this.#list(engine);
    if (!this.#isOver) engine.start();
  }

  /** It is started when all others have listed their containers, or can't: it takes nothing from what one waits for. */
  #addLast(engine: Engine): void {
    this.#list(engine);
    if (this.#isOver) return;
    const start = (): void => {
      this.#endWaiting();
      engine.start();
    };
    const others = this.#engines.filter((each) => each !== engine);
    if (others.length === 0) {
      start();
      return;
    }
    // One that hangs doesn't hold it up for long.
    let timer = setTimeout(start, patience);
    const look = (): void => {
      if (others.some((each) => each.summary().connection.state === 'connecting')) return;
      this.#endWaiting();
      timer = setTimeout(start, drawing);
    };
    const ends = others.map((each) => each.onChange(look));
    this.#endWaiting = () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
    look();
  }

  #list(engine: Engine): void {
    if (this.#isOver) return;
    this.#engines.push(engine);
    engine.onChange((change) => {
      for (const listener of this.#listeners) listener(engine, change);
    });
    for (const listener of this.#listeners) listener(engine, { kind: 'summary' });
  }
}
