/** Where an engine may be found. */
import path from 'node:path';
import type { EngineSummary } from '../../shared/engine.ts';
import type { Engine } from './engine.ts';

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly origin: EngineSummary['origin'];
  readonly socketPath: string;
}

export interface Where {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly userId: number;
  readonly isRoot: boolean;
  /** Where root's Podman serves; its usual place when left out. */
  readonly rootfulSocket?: string;
  /** Brings the bundle engine, where this machine can run it; null: it can't. Handed in, since it has a folder of its own. */
  readonly bundle?: () => Promise<Engine | null>;
}

/** The usual sockets, each under its own name: of this user, and of root. */
export function usualPlaces({ environment, userId, isRoot, rootfulSocket }: Where): readonly Place[] {
  const runtimeFolder = environment.XDG_RUNTIME_DIR || `/run/user/${userId}`;
  const rootful: Place = {
    id: 'podman-root',
    name: 'Podman (root)',
    origin: 'rootful-socket',
    socketPath: rootfulSocket ?? '/run/podman/podman.sock',
  };
  if (isRoot) return [rootful];
  const socketPath = path.join(runtimeFolder, 'podman', 'podman.sock');
  return [{ id: 'podman-user', name: 'Podman (this user)', origin: 'rootless-socket', socketPath }, rootful];
}

/** How an engine's summary writes it. */
export function addressOf({ socketPath }: Pick<Place, 'socketPath'>): string {
  return `unix://${socketPath}`;
}

/** What calls the engine at this place in a shell of the user's: plain `podman` where that means the same. */
export function commandOf(place: Pick<Place, 'origin' | 'socketPath'>, { environment, isRoot }: Where): string[] {
  const leadsElsewhere = Boolean(environment.CONTAINER_HOST || environment.CONTAINER_CONNECTION);
  const own = isRoot ? 'rootful-socket' : 'rootless-socket';
  const isPlain = !leadsElsewhere && (place.origin === own || place.origin === 'own-service');
  return isPlain ? ['podman'] : ['podman', '--url', addressOf(place)];
}

/** What CONTAINER_HOST names: a socket, or why it can't be used; null: it isn't set. */
export function containerHost({ environment }: Where): Place | { readonly refused: string } | null {
  const host = environment.CONTAINER_HOST;
  if (!host) return null;
  const match = /^unix:\/\/(\/.+)$/.exec(host);
  if (match?.[1] === undefined) return { refused: host };
  return { id: 'container-host', name: 'Podman (CONTAINER_HOST)', origin: 'container-host', socketPath: match[1] };
}
