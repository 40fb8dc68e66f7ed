import { expect, it, vi } from 'vitest';
import { missingRuntime } from './missing.ts';

const ctr = { id: 'x', name: 'x' };

it('lets a container without its runtime be removed', async () => {
  const remove = vi.fn(async () => {});
  await missingRuntime('kata', remove).deleteContainer(ctr);
  expect(remove).toHaveBeenCalledWith(ctr);
});

it('names the missing runtime for whatever else is asked', async () => {
  const runtime = missingRuntime('kata', async () => {});
  const refusal = { code: 'unsupported', message: expect.stringContaining('kata') };
  await expect(runtime.startContainer(ctr)).rejects.toMatchObject(refusal);
  await expect(runtime.checkpointContainer(ctr, {})).rejects.toMatchObject(refusal);
  expect(() => runtime.exitFilePath(ctr)).toThrow('kata');
});
