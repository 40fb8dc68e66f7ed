/** A container's record as the engine writes it. */
import { randomBytes } from 'node:crypto';
import type { ContainerRecord } from '../container-record.ts';

export function sampleRecord(change: Partial<ContainerRecord> = {}): ContainerRecord {
  const id = randomBytes(32).toString('hex');
  const command = ['sleep', '1000'];
  return {
    version: 1,
    id,
    name: `test-${id.slice(0, 8)}`,
    createdAt: 1_700_000_000_000,
    spec: {
      image: 'busybox',
      name: null,
      command,
      environment: [],
      ports: [],
      volumes: [],
      terminal: false,
      init: false,
      selinux: { disable: false, type: null, level: null },
      autoRemove: false,
      restart: { when: 'no', tries: null },
      network: 'default',
    },
    image: { id: 'f'.repeat(64), name: 'localhost/busybox:latest' },
    command,
    hostname: id.slice(0, 12),
    user: '',
    ociRuntime: 'runc',
    stopSignal: 'SIGTERM',
    stopTimeoutSeconds: 10,
    labels: { processLabel: '', mountLabel: '' },
    network: null,
    ports: [],
    isToldToEnd: false,
    lastRun: null,
    restartCount: 0,
    restartsAt: null,
    restartFault: null,
    restored: false,
    ...change,
  };
}
