/** Made-up engines and containers for tests and pictures. */
import type { ContainerState, ContainerSummary } from '../../../shared/container.ts';
import type { EngineSummary } from '../../../shared/engine.ts';
import type { ContainerLabels } from '../../../shared/selinux.ts';
import { summaryOf } from '../../../shared/testing/summary.ts';

const yes = { supported: true } as const;

/** Of an engine that can do everything. */
export const allCapabilities = {
  checkpoint: yes,
  pause: yes,
  stats: yes,
  pull: yes,
  ports: yes,
  anonymousVolumes: yes,
} as const;

export function engineSample(more: Partial<EngineSummary> = {}, selinuxEnabled = true): EngineSummary {
  return {
    id: 'podman-root',
    name: 'Podman (root)',
    address: 'unix:///run/podman/podman.sock',
    origin: 'rootful-socket',
    command: ['podman'],
    connection: { state: 'connected' },
    capabilities: allCapabilities,
    machine: null,
    info: {
      version: '5.8.1',
      apiVersion: '5.8.1',
      hostname: 'workbench',
      operatingSystem: 'Fedora 43',
      kernel: '6.18.0',
      architecture: 'amd64',
      cpus: 8,
      memoryBytes: 16 * 2 ** 30,
      rootless: false,
      runtime: { name: 'crun', path: '/usr/bin/crun', version: '1.24' },
      conmon: '2.1.13',
      storage: { driver: 'overlay', root: '/var/lib/containers/storage', filesystem: 'xfs' },
      cgroups: { version: 'v2', manager: 'systemd' },
      selinuxEnabled,
      criu: '4.2.1',
      network: 'netavark',
    },
    ...more,
  };
}

/** @param number tells containers apart: their ids and names are made of it */
export function containerSample(number: number, more: Partial<ContainerSummary> = {}): ContainerSummary {
  const id = number.toString(16).padStart(12, '0').repeat(6).slice(0, 64);
  return summaryOf({
    id,
    name: `box-${number}`,
    image: 'localhost/gantry-sample:latest',
    imageId: `sha256:${'9f'.repeat(32)}`,
    command: ['sleep', 'infinity'],
    createdAt: Date.now() - 3_700_000,
    startedAt: Date.now() - 3_600_000,
    pid: 4000 + number,
    ...more,
  });
}

const images = [
  'registry.example/library/postgres:17',
  'images.example/keycloak/keycloak:26',
  'registry.example/library/nginx:1.27',
  'localhost/gantry-sample:latest',
  'registry.example/fedora:43',
];
const commands = [
  ['postgres'],
  ['start-dev', '--http-port=8081'],
  ['nginx', '-g', 'daemon off;'],
  ['sleep', 'infinity'],
  ['/usr/sbin/init'],
];
const names = ['orders-db', 'keycloak', 'web-front', 'playground', 'systemd-lab'];
const states: readonly ContainerState[] = ['running', 'running', 'exited', 'running', 'paused', 'created'];

/** Such as an expert may have them, of all states. */
export function containerSamples(count: number): ContainerSummary[] {
  return Array.from({ length: count }, (_, index) => {
    const state = states[index % states.length] ?? 'running';
    const kind = index % names.length;
    const hasEnded = state === 'exited';
    const age = 60_000 * (3 + ((index * 37) % 4000));
    return containerSample(index + 1, {
      name: index < names.length ? (names[kind] ?? '') : `${names[kind]}-${index}`,
      image: images[kind] ?? '',
      command: commands[kind] ?? [],
      state,
      createdAt: Date.now() - age - 60_000,
      startedAt: state === 'created' ? null : Date.now() - age,
      exitedAt: hasEnded ? Date.now() - age / 2 : null,
      exitCode: hasEnded ? (index % 4 === 2 ? 0 : 137) : null,
      ports: kind === 2 ? [{ hostIp: '', hostPort: 8080 + index, containerPort: 80, protocol: 'tcp', range: 1 }] : [],
    });
  });
}

/** As an enforcing host gives them; the init image gets its own type. */
export function labelSamples(containers: readonly ContainerSummary[]): ContainerLabels[] {
  return containers.map(({ id, image }, index) => {
    const type = image.includes('fedora') ? 'container_init_t' : 'container_t';
    const level = `s0:c${index % 512},c${512 + (index % 500)}`;
    return {
      containerId: id,
      processLabel: `system_u:system_r:${type}:${level}`,
      mountLabel: `system_u:object_r:container_file_t:${level}`,
    };
  });
}
