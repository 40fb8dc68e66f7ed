/** Made-up images for tests and pictures. */
import type { ImageDetails, ImageSummary } from '../../../shared/image.ts';

/** @param number tells images apart: their ids are made of it */
export function imageSample(number: number, more: Partial<ImageSummary> = {}): ImageSummary {
  return {
    id: (number + 0xa0).toString(16).repeat(32),
    names: [`localhost/image-${number}:latest`],
    sizeBytes: number * 10_000_000,
    createdAt: Date.UTC(2026, 10, 20, 9, number % 60, 0),
    ...more,
  };
}

/** With several names, with none, in a registry, and the sample. */
export const imageSamples: readonly ImageSummary[] = [
  imageSample(1, { names: ['localhost/gantry-sample:latest'], sizeBytes: 2_100_000 }),
  imageSample(2, { names: ['registry.example/library/postgres:17', 'localhost/db:17'], sizeBytes: 438_000_000 }),
  imageSample(3, { names: ['registry.example/library/nginx:1.27'], sizeBytes: 192_000_000 }),
  imageSample(4, { names: [], sizeBytes: 88_000_000 }),
];

export function detailsSample(summary: ImageSummary, more: Partial<ImageDetails> = {}): ImageDetails {
  return {
    summary,
    digest: `sha256:${'5e'.repeat(32)}`,
    architecture: 'amd64',
    os: 'linux',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['postgres', '-c', 'log_statement=all queries'],
    environment: ['PATH=/usr/local/bin:/usr/bin:/bin', 'PGDATA=/var/lib/postgresql/data'],
    user: '',
    workingDirectory: '/',
    stopSignal: 'SIGINT',
    ports: ['5432/tcp'],
    volumes: ['/var/lib/postgresql/data'],
    layers: [`sha256:${'1c'.repeat(32)}`, `sha256:${'2d'.repeat(32)}`],
    ...more,
  };
}
