import { describe, expect, it } from 'vitest';
import { noNeeds } from '../../host/creation-needs.ts';
import { LibpodClient } from './client.ts';
import { PodmanRuntime } from './podman-runtime.ts';

function runtime(name: string): PodmanRuntime {
  const info = { conmon: null, ociRuntime: { name, package: '', path: `/usr/bin/${name}`, version: '1' } };
  return new PodmanRuntime({ client: new LibpodClient({ socketPath: '/none' }), info, needs: async () => noNeeds });
}

describe('what an OCI runtime can do', () => {
  it.each([
    ['crun', { checkpoint: true, jsonErrors: true, noCgroups: true, kvm: false }],
    ['runc', { checkpoint: true, jsonErrors: true, noCgroups: false, kvm: false }],
    ['kata-runtime', { checkpoint: false, jsonErrors: true, noCgroups: false, kvm: true }],
    ['kata', { checkpoint: false, jsonErrors: true, noCgroups: false, kvm: true }],
    ['krun', { checkpoint: false, jsonErrors: false, noCgroups: false, kvm: true }],
    ['youki', { checkpoint: false, jsonErrors: false, noCgroups: false, kvm: false }],
  ])('is known of %s', (name, expected) => {
    const it = runtime(name);
    expect({
      checkpoint: it.supportsCheckpoint(),
      jsonErrors: it.supportsJSONErrors(),
      noCgroups: it.supportsNoCgroups(),
      kvm: it.supportsKVM(),
    }).toEqual(expected);
  });

  it('is told with its path and version', async () => {
    expect(await runtime('crun').runtimeInfo()).toMatchObject({ ociRuntime: { name: 'crun', path: '/usr/bin/crun' } });
  });
});

it('needs an archive to restore an archived container from', async () => {
  await expect(runtime('crun').createContainer({ archived: { id: 'x', name: 'web' } }, {})).rejects.toMatchObject({
    code: 'unsupported',
  });
});
