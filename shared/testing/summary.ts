/** A made-up container for tests that need no engine, and for pictures. */
import type { ContainerSummary } from '../container.ts';

/** One that runs, but for what is told otherwise. */
export function summaryOf(more: Partial<ContainerSummary> = {}): ContainerSummary {
  return {
    id: 'c',
    name: 'web',
    image: 'i',
    imageId: '',
    command: [],
    state: 'running',
    createdAt: 1,
    startedAt: 2,
    exitedAt: null,
    exitCode: null,
    pid: 4242,
    oomKilled: false,
    ports: [],
    pod: null,
    isInfra: false,
    autoRemove: false,
    ociRuntime: null,
    checkpointed: false,
    restartsAt: null,
    ...more,
  };
}
