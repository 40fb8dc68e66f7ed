/** The store's images as the bundle engine's screens see them, and what can be done with them there. */
import { stat } from 'node:fs/promises';
import type { ContainerSummary } from '../../../../shared/container.ts';
import { GantryError } from '../../../../shared/errors.ts';
import type { ImageAction, ImageDetails, ImageSummary } from '../../../../shared/image.ts';
import { type ImageImport, readingStep } from '../../image-import.ts';
import type { ImageStore } from './image-store.ts';
import type { StoredImage } from './stored-image.ts';

export async function listImages(store: ImageStore): Promise<readonly ImageSummary[]> {
  return (await store.list()).map(summaryOf);
}

/** @throws GantryError `not-found` */
export async function imageDetails(store: ImageStore, id: string): Promise<ImageDetails> {
  const image = await store.image(id);
  const { architecture, os, settings, diffIds } = image.config;
  return {
    summary: summaryOf(image),
    // Of the manifest it was imported by nothing is kept.
    digest: null,
    architecture,
    os,
    entrypoint: settings.entrypoint,
    command: settings.command,
    environment: settings.environment,
    user: settings.user,
    workingDirectory: settings.workingDirectory,
    stopSignal: settings.stopSignal,
    ports: settings.exposedPorts,
    volumes: settings.volumes,
    layers: diffIds,
  };
}

/** @returns the ids of the images in it */
export async function importImages(
  store: ImageStore,
  { source, name, signal, onProgress }: ImageImport,
): Promise<readonly string[]> {
  // What can't be looked at is told by the import itself.
  const found = await stat(source).catch(() => null);
  const size = found?.isFile() === true ? found.size : null;
  const images = await store.import(source, {
    name,
    signal,
    onProgress: (bytes) => onProgress(readingStep(bytes, size)),
  });
  return images.map(({ id }) => id);
}

/** What of the engine an action needs. */
export interface Users {
  readonly containers: () => readonly ContainerSummary[];
  readonly removeContainer: (containerId: string) => Promise<void>;
}

export async function actOnImage(
  store: ImageStore,
  id: string,
  action: ImageAction,
  { containers, removeContainer }: Users,
): Promise<void> {
  switch (action.do) {
    case 'tag':
      return store.tag(id, action.name, action.instead);
    case 'untag':
      return store.untag(id, action.name);
    case 'remove': {
      const image = await store.image(id);
      for (const containerId of action.containers) await removeContainer(containerId);
      mustBeUnused(image, containers());
      return store.remove(id);
    }
  }
}

/** As by Podman: a container is brought back from an archive only where its image is. */
function mustBeUnused({ id, names }: StoredImage, containers: readonly ContainerSummary[]): void {
  const users = containers.filter(({ imageId }) => imageId === id).map(({ name }) => name);
  if (users.length === 0) return;
  throw new GantryError({
    code: 'conflict',
    message: `Remove ${names[0] ?? `the image ${id.slice(0, 12)}`}: it is used by ${users.join(', ')}.`,
    hint: 'Remove the containers that use it first.',
  });
}

function summaryOf({ id, names, sizeBytes, createdAt }: StoredImage): ImageSummary {
  return { id, names: [...names], sizeBytes, createdAt };
}
