import { describe, expect, it } from 'vitest';
import { chooseShell } from './shell-choice.ts';

/** A container with these executable files. */
const container = (files: readonly string[] | null, environment: readonly string[] = []) => ({
  name: 'web',
  environment: async () => environment,
  isExecutable: files === null ? null : async (path: string) => files.includes(path),
});

describe('the choice of a shell', () => {
  it('takes the best that is there', async () => {
    expect(await chooseShell(container(['/bin/sh', '/bin/ash']))).toBe('/bin/ash');
    expect(await chooseShell(container(['/bin/sh', '/bin/bash', '/bin/zsh']))).toBe('/bin/bash');
    expect(await chooseShell(container(['/busybox/sh']))).toBe('/busybox/sh');
  });

  it("takes the container's own $SHELL before all others, if it is there", async () => {
    const environment = ['PATH=/bin', 'SHELL=/opt/nu'];
    expect(await chooseShell(container(['/bin/bash', '/opt/nu'], environment))).toBe('/opt/nu');
    expect(await chooseShell(container(['/bin/bash'], environment))).toBe('/bin/bash');
  });

  it('passes over a $SHELL that is no path', async () => {
    expect(await chooseShell(container(['/bin/sh', 'nu'], ['SHELL=nu']))).toBe('/bin/sh');
  });

  it('says what to do where there is none', async () => {
    await expect(chooseShell(container(['/app']))).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no shell in web.',
      hint: expect.stringContaining('attach'),
    });
  });

  it('passes over what can not be looked at, and tells of it only where nothing else is there', async () => {
    const loop = new Error('too many levels of symbolic links');
    const withLoop = (files: readonly string[]) => ({
      ...container(files),
      isExecutable: async (path: string) => {
        if (path === '/bin/zsh') throw loop;
        return files.includes(path);
      },
    });
    expect(await chooseShell(withLoop(['/bin/sh']))).toBe('/bin/sh');
    await expect(chooseShell(withLoop([]))).rejects.toBe(loop);
  });

  it('tries sh where the engine cannot tell', async () => {
    expect(await chooseShell(container(null))).toBe('sh');
  });
});
