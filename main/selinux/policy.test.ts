import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lxcContexts, parseLxcContexts, policyFolder } from './policy.ts';

async function etcSelinux(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-selinux-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

describe("the policy's folder", () => {
  it('follows the configuration', async () => {
    const etc = await etcSelinux({ config: '# SELINUXTYPE=mls\nSELINUX=enforcing\nSELINUXTYPE=targeted \n' });
    expect(await policyFolder(etc)).toBe(path.join(etc, 'targeted'));
  });

  it.each([
    ['there is no configuration', {}],
    ['it names no policy', { config: 'SELINUX=enforcing\nSELINUXTYPE=\n' }],
    ['the name leads out of the folder', { config: 'SELINUXTYPE=../../home\n' }],
    ['the name is the folder above', { config: 'SELINUXTYPE=..\n' }],
  ])('is none where %s', async (_why, files) => {
    expect(await policyFolder(await etcSelinux(files))).toBeNull();
  });

  it('has the labels for containers, or not', async () => {
    const etc = await etcSelinux({ 'mcs/contexts/lxc_contexts': 'process = "u:r:container_t:s0"\n' });
    const none = path.join(etc, 'contexts');
    expect((await lxcContexts(path.join(etc, 'mcs'), none))?.process).toBe('u:r:container_t:s0');
    expect(await lxcContexts(path.join(etc, 'targeted'), none)).toBeNull();
    // Not a file that can be read: not to be taken for a policy without containers.
    await mkdir(path.join(etc, 'odd/contexts/lxc_contexts'), { recursive: true });
    await expect(lxcContexts(path.join(etc, 'odd'), none)).rejects.toThrow('EISDIR');
  });
});

it('are those of container-selinux before the policy’s own', async () => {
  const etc = await etcSelinux({
    'targeted/contexts/lxc_contexts': 'process = "u:r:old_t:s0"\n',
    contexts: 'process = "u:r:container_t:s0"\nkvm_process = "u:r:container_kvm_t:s0"\n',
  });
  const found = await lxcContexts(path.join(etc, 'targeted'), path.join(etc, 'contexts'));
  expect(found).toMatchObject({ process: 'u:r:container_t:s0', kvmProcess: 'u:r:container_kvm_t:s0' });
});

describe('lxc_contexts', () => {
  it('is read with its remarks and blanks', () => {
    const text = `# of the policy
; too
process = "system_u:system_r:container_t:s0"
 kvm_process="system_u:system_r:container_kvm_t:s0"
init_process = system_u:system_r:container_init_t:s0
file = "system_u:object_r:container_file_t:s0"
ro_file="system_u:object_r:container_ro_file_t:s0"
nonsense
`;
    expect(parseLxcContexts(text)).toEqual({
      process: 'system_u:system_r:container_t:s0',
      kvmProcess: 'system_u:system_r:container_kvm_t:s0',
      initProcess: 'system_u:system_r:container_init_t:s0',
      file: 'system_u:object_r:container_file_t:s0',
      roFile: 'system_u:object_r:container_ro_file_t:s0',
    });
  });

  it('has the plain type where the policy has none of its own', () => {
    expect(parseLxcContexts('process = "u:r:p:s0"\nkvm_process = ""\nfile = "u:r:f:s0"')).toEqual({
      process: 'u:r:p:s0',
      kvmProcess: 'u:r:p:s0',
      initProcess: 'u:r:p:s0',
      file: 'u:r:f:s0',
      roFile: 'u:r:f:s0',
    });
  });

  it('without a label for processes is none', () => {
    expect(parseLxcContexts('file = "u:r:f:s0"')).toBeNull();
  });
});
