/** Made-up data for tests and pictures: one engine, some containers, all that the details show of one. */
import type { CheckpointArchive, CheckpointInPlace } from '../../../shared/checkpoint.ts';
import type { ContainerDetails, ContainerSummary } from '../../../shared/container.ts';
import type { DoctorReport } from '../../../shared/doctor.ts';
import type { EngineSummary } from '../../../shared/engine.ts';
import type { SelinuxReport } from '../../../shared/selinux.ts';
import type { StatsSample } from '../../../shared/stats.ts';

export const now = Date.UTC(2026, 10, 24, 8, 30, 0);
export const webId = 'a1b2c3d4e5f6'.repeat(5).padEnd(64, '0');
export const dbId = 'db00'.repeat(16);

export const web: ContainerSummary = {
  id: webId,
  name: 'web',
  image: 'docker.example/library/nginx:1.27',
  imageId: `sha256:${'9f'.repeat(32)}`,
  command: ['nginx', '-g', 'daemon off;'],
  state: 'running',
  createdAt: now - 90 * 60_000,
  startedAt: now - 83 * 60_000,
  exitedAt: null,
  exitCode: null,
  ports: [{ hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp', range: 1 }],
  pod: null,
  isInfra: false,
};

export const db: ContainerSummary = {
  ...web,
  id: dbId,
  name: 'db',
  image: 'localhost/postgres:17',
  command: ['postgres'],
  state: 'exited',
  exitedAt: now - 60_000,
  exitCode: 137,
  ports: [],
};

export function detailsOf(summary: ContainerSummary, more: Partial<ContainerDetails> = {}): ContainerDetails {
  return {
    summary,
    pid: summary.state === 'running' ? 4242 : null,
    hostname: summary.id.slice(0, 12),
    workingDirectory: '/srv',
    user: '',
    environment: [
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'NGINX_VERSION=1.27.3',
      'TERM=xterm',
      'container=podman',
      'HOME=/root',
      'OPTS=--a=1 --b=2',
    ],
    mounts: [
      {
        type: 'bind',
        source: '/srv/site',
        destination: '/usr/share/nginx/html',
        options: ['rbind', 'z'],
        readOnly: true,
      },
      { type: 'volume', source: 'cache', destination: '/var/cache/nginx', options: [], readOnly: false },
    ],
    networks: [{ name: 'podman', ipAddress: '10.88.0.7', macAddress: '92:11:ad:3b:00:07' }],
    terminal: false,
    init: true,
    ociRuntime: 'crun',
    stopSignal: 'SIGQUIT',
    stopTimeoutSeconds: 10,
    restartPolicy: 'on-failure',
    restartCount: 2,
    oomKilled: false,
    checkpointed: false,
    restored: false,
    securityOptions: [],
    inspect: {
      Id: summary.id,
      Name: summary.name,
      State: {
        Status: summary.state,
        Pid: 4242,
        Health: { Status: 'healthy', FailingStreak: 0, Log: [{ ExitCode: 0, Output: '200 OK\n' }] },
      },
      Config: {
        Env: ['PATH=/usr/bin', 'TERM=xterm'],
        Labels: { 'org.example.app': 'web', 'a b': '<img src=x onerror=alert(1)>' },
        Tty: false,
      },
      HostConfig: {
        Binds: ['/srv/site:/usr/share/nginx/html:ro'],
        Memory: 0,
        PortBindings: { '80/tcp': [{ HostPort: '8080' }] },
      },
      Mounts: [],
    },
    ...more,
  };
}

export const selinux: SelinuxReport = {
  enabled: true,
  processLabel: 'system_u:system_r:container_t:s0:c143,c834',
  mountLabel: 'system_u:object_r:container_file_t:s0:c143,c834',
  kernelLabel: 'system_u:system_r:container_t:s0:c143,c834',
  kernelLabelMissing: null,
  requested: [],
  typeMeaning: 'A container like any other: it reaches its own files and the network, and nothing of the machine.',
};

export function stats(count: number): StatsSample[] {
  return Array.from({ length: count }, (_, index) => ({
    at: now + index * 1000,
    cpuPercent: 40 + 30 * Math.sin(index / 9) + (index % 7),
    memoryBytes: 180 * 1024 ** 2 + index * 300_000,
    memoryLimitBytes: 2 * 1024 ** 3,
    networkInBytesPerSecond: 40_000 + 30_000 * Math.sin(index / 5),
    networkOutBytesPerSecond: 90_000 + 60_000 * Math.cos(index / 7),
    blockReadBytesPerSecond: index % 20 === 0 ? 2_000_000 : 0,
    blockWriteBytesPerSecond: 20_000 + (index % 11) * 9_000,
    processes: 5,
  }));
}

export const archive: CheckpointArchive = {
  kind: 'archive',
  id: 'web-20261124-081500',
  path: '/home/user/.local/share/gantry/checkpoints/web-20261124-081500.tar',
  sizeBytes: 48_300_000,
  createdAt: now - 15 * 60_000,
  containerId: webId,
  containerName: 'web',
  image: web.image,
  ociRuntime: 'crun',
  processLabel: selinux.processLabel,
  tcpEstablished: true,
  fileLocks: false,
  leftRunning: true,
  statistics: {
    runtimeMicroseconds: 412_000,
    freezingMicroseconds: 3_400,
    frozenMicroseconds: 181_000,
    memoryDumpMicroseconds: 92_000,
    memoryWriteMicroseconds: 41_300,
    pagesScanned: 51_200,
    pagesWritten: 11_904,
  },
  fault: null,
};

export const faulty: CheckpointArchive = {
  ...archive,
  id: 'old-20261101-100000',
  containerName: 'old',
  createdAt: now - 23 * 86_400_000,
  tcpEstablished: false,
  leftRunning: false,
  statistics: null,
  fault: 'The file is cut off: it ends inside checkpoint/pages-1.img.',
};

export const inPlace: CheckpointInPlace = {
  kind: 'place',
  engineId: 'podman',
  containerId: dbId,
  containerName: 'db',
  image: db.image,
  ociRuntime: 'crun',
  createdAt: now - 60_000,
  statistics: null,
};

export const engine: EngineSummary = {
  id: 'podman',
  name: 'Podman (root)',
  address: 'unix:///run/podman/podman.sock',
  origin: 'rootful-socket',
  connection: { state: 'connected' },
  info: {
    version: '5.4.2',
    apiVersion: '5.4.2',
    hostname: 'host',
    operatingSystem: 'debian 13',
    kernel: '6.12.48',
    architecture: 'amd64',
    cpus: 8,
    memoryBytes: 16 * 1024 ** 3,
    rootless: false,
    runtime: { name: 'crun', path: '/usr/bin/crun', version: '1.21' },
    conmon: 'conmon version 2.1.12',
    storage: { driver: 'overlay', root: '/var/lib/containers/storage', filesystem: 'extfs' },
    cgroups: { version: 'v2', manager: 'systemd' },
    selinuxEnabled: true,
    criu: '4.1.1',
    network: 'netavark',
  },
  capabilities: {
    checkpoint: { supported: true },
    pause: { supported: true },
    stats: { supported: true },
  },
};

export const rootless: EngineSummary = {
  ...engine,
  id: 'rootless',
  name: 'Podman (user)',
  address: 'unix:///run/user/1000/podman/podman.sock',
  origin: 'rootless-socket',
  capabilities: {
    checkpoint: { supported: false, reason: 'CRIU needs root, and this Podman runs as a user without it.' },
    pause: { supported: true },
    stats: { supported: true },
  },
};

export const doctor: DoctorReport = {
  items: [
    { id: 'podman', title: 'Podman', state: 'ok', found: '5.4.2', cost: null, remedy: null },
    {
      id: 'criu',
      title: 'CRIU',
      state: 'missing',
      found: null,
      cost: 'No checkpoints: containers can’t be frozen and brought back.',
      remedy: 'Install the package criu, version 4 or newer.',
    },
    {
      id: 'cgroups',
      title: 'Control groups',
      state: 'limited',
      found: 'v1',
      cost: 'crun can’t run here; runc does.',
      remedy: null,
    },
  ],
};
