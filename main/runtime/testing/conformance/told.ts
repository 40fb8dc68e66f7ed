/** What a driver tells of itself and of where things are. */
import { describe, expect, it } from 'vitest';
import { type Driven, forever } from './driven.ts';

const aVersion = expect.stringMatching(/^\d+\.\d+/);

export function told(driven: Driven): void {
  describe('the paths', () => {
    it('are told, or refused', async () => {
      const { runtime, lacks } = driven;
      const ctr = await driven.made({ command: forever });
      const paths = [
        () => runtime.attachSocketPath(ctr),
        () => runtime.execAttachSocketPath(ctr, 'one'),
        () => runtime.exitFilePath(ctr),
      ];
      for (const path of paths) {
        if (lacks.has('paths')) expect(path).toThrow(expect.objectContaining({ code: 'unsupported' }));
        else expect(path()).toMatch(/^\/.+/);
      }
    });
  });

  it('says what its OCI runtime can', () => {
    const { runtime } = driven;
    const told = [runtime.supportsJSONErrors(), runtime.supportsNoCgroups(), runtime.supportsKVM()];
    expect(told).toEqual([true, false, false]);
  });

  it('tells of what it is made', async () => {
    const { conmon, ociRuntime } = await driven.runtime.runtimeInfo();
    expect(ociRuntime.name).toBe(driven.runtime.name);
    if (driven.lacks.has('paths')) return;
    expect(conmon).toMatchObject({ name: 'conmon', version: aVersion, package: expect.stringContaining('conmon') });
    // A script of the test's own is in no package.
    const owner = ociRuntime.path.startsWith('/usr/') ? expect.stringContaining(ociRuntime.name) : '';
    expect(ociRuntime).toMatchObject({ version: aVersion, package: owner });
  });
}
