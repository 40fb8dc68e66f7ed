/** A `config.json` with which a container runs on any machine that can run one. */
import type { ContainerWish } from '../../testing/subject.ts';

const capabilities = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID', 'NET_BIND_SERVICE'].map(
  (name) => `CAP_${name}`,
);
const nothingMore = ['nosuid', 'noexec', 'nodev'];

export interface Labels {
  readonly process: string;
  readonly mount: string;
}

export interface Ground {
  readonly rootfs: string;
  readonly labels: Labels | null;
}

export function plainConfig(id: string, { rootfs, labels }: Ground, wish: ContainerWish) {
  const { command, terminal = false, environment = {}, memory } = wish;
  return {
    ociVersion: '1.0.0',
    process: {
      terminal,
      user: { uid: 0, gid: 0 },
      args: command,
      env: ['PATH=/bin', 'HOME=/root', ...Object.entries(environment).map(([name, value]) => `${name}=${value}`)],
      cwd: '/',
      ...(labels === null ? {} : { selinuxLabel: labels.process }),
      // The ambient ones stay with whoever a process becomes: an exec session as another user must not have them.
      capabilities: {
        bounding: capabilities,
        effective: capabilities,
        permitted: capabilities,
        inheritable: capabilities,
        ambient: capabilities,
      },
    },
    root: { path: rootfs, readonly: false },
    hostname: 'test',
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc', options: nothingMore },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'mode=755', 'size=65536k'] },
      {
        destination: '/dev/pts',
        type: 'devpts',
        source: 'devpts',
        options: ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5'],
      },
      { destination: '/dev/shm', type: 'tmpfs', source: 'shm', options: [...nothingMore, 'mode=1777', 'size=1m'] },
      { destination: '/tmp', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'nodev', 'mode=1777'] },
    ],
    linux: {
      cgroupsPath: `/gantry-${id}`,
      ...(labels === null ? {} : { mountLabel: labels.mount }),
      namespaces: ['pid', 'network', 'ipc', 'uts', 'mount'].map((type) => ({ type })),
      ...(memory === undefined ? {} : { resources: { memory: { limit: memory, swap: memory } } }),
    },
  };
}
