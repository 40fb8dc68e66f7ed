/** Made-up data for tests: a container, and all that the details show of it. */
import type { ContainerDetails, ContainerSummary } from '../../../shared/container.ts';
import type { DenialReport, SelinuxReport } from '../../../shared/selinux.ts';
import type { StatsSample } from '../../../shared/stats.ts';

export const now = Date.UTC(2026, 10, 24, 8, 30, 0);
export const webId = 'a1b2c3d4e5f6'.repeat(5).padEnd(64, '0');

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
  pid: 4242,
  oomKilled: false,
  ports: [{ hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp', range: 1 }],
  pod: null,
  isInfra: false,
  autoRemove: false,
  ociRuntime: null,
  checkpointed: false,
  restartsAt: null,
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
    networkMode: 'bridge',
    networks: [{ name: 'podman', ipAddress: '10.88.0.7', macAddress: '92:11:ad:3b:00:07' }],
    terminal: false,
    openStdin: false,
    init: true,
    ociRuntime: 'crun',
    stopSignal: 'SIGQUIT',
    stopTimeoutSeconds: 10,
    restartPolicy: 'on-failure',
    restartTries: null,
    restartCount: 2,
    restartFault: null,
    oomKilled: false,
    checkpointed: false,
    checkpoint: null,
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

export const noDenials: DenialReport = { denials: [], since: now - 3_600_000, missing: null };

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
