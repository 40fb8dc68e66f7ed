/** What the create dialog would ask for. */
import type { ContainerSpec } from '../../../../shared/container.ts';

export function specOf(command: readonly string[], more: Partial<ContainerSpec> = {}): ContainerSpec {
  return {
    ...{ image: 'busybox', name: null, command: [...command], environment: [], ports: [], volumes: [] },
    ...{ terminal: false, init: false, selinux: { disable: false, type: null, level: null }, autoRemove: false },
    restart: { when: 'no', tries: null },
    network: 'default',
    ...more,
  };
}
