import { describe, expect, it } from 'vitest';
import type { ContainerSummary } from '../../../shared/container.ts';
import { summaryOf } from '../../../shared/testing/summary.ts';
import { Containers } from './containers.ts';

const running = summaryOf();
/** As the list tells it. */
const endedAt = (exitedAt: number): ContainerSummary => ({
  ...running,
  ...{ state: 'exited', exitedAt, exitCode: 0, pid: null, checkpointed: null },
});

function listed(container: ContainerSummary): Containers {
  const containers = new Containers();
  containers.replace([container]);
  return containers;
}

describe('whether a container is frozen', () => {
  it('is not known of one that has ended, until it was inspected', () => {
    const containers = listed(endedAt(5));
    expect(containers.get('c')?.checkpointed).toBeNull();
    expect(containers.learn(endedAt(5), { checkpointed: true })?.changed).toMatchObject([{ checkpointed: true }]);
    expect(containers.learn(endedAt(5), { checkpointed: true })).toBeNull();
    // The list is read again.
    expect(containers.patch([endedAt(5)], [])).toBeNull();
    containers.replace([endedAt(5)]);
    expect(containers.get('c')?.checkpointed).toBe(true);
  });

  it('is known of one that runs, whatever it was before', () => {
    const containers = listed(endedAt(5));
    containers.learn(endedAt(5), { checkpointed: true });
    containers.patch([running], []);
    expect(containers.get('c')?.checkpointed).toBe(false);
  });

  it('is of one end: nothing is known of the next, though a restore tells no other start', () => {
    const containers = listed(endedAt(5));
    containers.learn(endedAt(5), { checkpointed: true });
    containers.patch([endedAt(9)], []);
    expect(containers.get('c')?.checkpointed).toBeNull();
    // An answer that was asked for before.
    containers.learn(endedAt(5), { checkpointed: true });
    expect(containers.get('c')?.checkpointed).toBeNull();
    // And one of while it still ran.
    containers.learn(running, { checkpointed: false });
    expect(containers.get('c')?.checkpointed).toBeNull();
  });

  it('is forgotten by what changes it, and with the container', () => {
    const containers = listed(endedAt(5));
    containers.learn(endedAt(5), { checkpointed: false });
    containers.unlearnCheckpointed('c');
    expect(containers.isCheckpointed(endedAt(5))).toBeNull();
    containers.learn(endedAt(5), { checkpointed: true });
    containers.patch([], ['c']);
    containers.patch([endedAt(5)], []);
    expect(containers.get('c')?.checkpointed).toBeNull();
  });
});

describe('whether a container was killed for its memory', () => {
  it('is of one end, too', () => {
    const containers = listed(endedAt(5));
    expect(containers.get('c')?.oomKilled).toBe(false);
    const learnt = containers.learn(endedAt(5), { checkpointed: false, oomKilled: true });
    expect(learnt?.changed).toMatchObject([{ oomKilled: true }]);
    expect(containers.patch([endedAt(5)], [])).toBeNull();
    containers.patch([running], []);
    expect(containers.get('c')?.oomKilled).toBe(false);
    containers.patch([endedAt(9)], []);
    expect(containers.get('c')?.oomKilled).toBe(false);
  });
});
