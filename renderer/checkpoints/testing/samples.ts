/** Made-up checkpoints for tests and pictures. */
import type {
  CheckpointArchive,
  CheckpointInPlace,
  CheckpointList,
  CheckpointStatistics,
} from '../../../shared/checkpoint.ts';

export const statistics: CheckpointStatistics = {
  runtimeMicroseconds: 412_000,
  freezingMicroseconds: 850,
  frozenMicroseconds: 112_400,
  memoryDumpMicroseconds: 41_000,
  memoryWriteMicroseconds: 23_100,
  pagesScanned: 21_503,
  pagesWritten: 8_120,
};

export function archiveSample(name: string, more: Partial<CheckpointArchive> = {}): CheckpointArchive {
  const id = `${name}-2026-11-24T08-31-05-123-4f2a`;
  return {
    kind: 'archive',
    id,
    path: `/home/ada/.local/share/gantry/checkpoints/${id}.tar`,
    sizeBytes: 33_400_000,
    createdAt: Date.UTC(2026, 10, 24, 8, 31, 5),
    containerId: `${name.length}`.padStart(64, 'c'),
    containerName: name,
    image: 'registry.example/library/postgres:17',
    ociRuntime: 'crun',
    processLabel: 'system_u:system_r:container_t:s0:c143,c834',
    tcpEstablished: false,
    fileLocks: false,
    ports: [],
    leftRunning: false,
    frozenAt: null,
    statistics,
    fault: null,
    ...more,
  };
}

export function placeSample(name: string, more: Partial<CheckpointInPlace> = {}): CheckpointInPlace {
  return {
    kind: 'place',
    engineId: 'podman-root',
    containerId: `${name.length}`.padStart(64, 'a'),
    containerName: name,
    image: 'localhost/gantry-sample:latest',
    ociRuntime: 'crun',
    createdAt: Date.UTC(2026, 10, 23, 17, 2, 0),
    archiveId: null,
    tcpEstablished: null,
    fileLocks: null,
    statistics: null,
    ...more,
  };
}

/** One of each kind: whole, with connections, of an init, in place, and a broken file. */
export const checkpointSamples: CheckpointList = {
  archives: [
    archiveSample('orders-db', { tcpEstablished: true, fileLocks: true }),
    archiveSample('keycloak', {
      sizeBytes: 612_000_000,
      createdAt: Date.UTC(2026, 10, 22, 9, 0, 0),
      leftRunning: true,
    }),
    archiveSample('systemd-lab', {
      image: 'registry.example/fedora:43',
      processLabel: 'system_u:system_r:container_init_t:s0:c3,c4',
      sizeBytes: 88_000_000,
      createdAt: Date.UTC(2026, 10, 20, 9, 0, 0),
    }),
    archiveSample('cut-short', {
      image: '',
      ociRuntime: '',
      processLabel: '',
      containerId: '',
      sizeBytes: 20_000,
      createdAt: Date.UTC(2026, 10, 19, 9, 0, 0),
      statistics: null,
      fault: 'It is broken or cut short.',
    }),
  ],
  inPlace: [placeSample('playground')],
};
