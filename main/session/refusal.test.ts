import { describe, expect, it } from 'vitest';
import type { ContainerStatus, OCIRuntime } from '../runtime/oci-runtime.ts';
import { refusal } from './refusal.ts';

describe('why a session could not be started', () => {
  const ended = { pid: null, exitCode: 137, startedAt: 1, finishedAt: 2, oomKilled: false } as const;
  const refused = new Error('container state improper');

  const told = (status: ContainerStatus): Promise<unknown> => {
    const runtime: Pick<OCIRuntime, 'updateContainerStatus'> = { updateContainerStatus: async () => status };
    return refusal({ runtime, container: { id: 'c', name: 'web' } }, refused);
  };

  it.each([
    [{ state: 'paused', checkpointed: false }, 'web is paused.', /^Unpause/],
    [{ state: 'exited', checkpointed: false }, 'web does not run.', /^Start/],
    [{ state: 'exited', checkpointed: true }, 'web is frozen.', /^Restore/],
  ] as const)('is told by the state: %o', async (status, message, hint) => {
    expect(await told({ ...ended, ...status })).toMatchObject({ message, hint: expect.stringMatching(hint) });
  });

  it('is what the engine said where the container runs', async () => {
    expect(await told({ ...ended, state: 'running', checkpointed: false })).toBe(refused);
  });
});
