import { Duplex } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { missingRuntime } from './missing.ts';
import type { OCIRuntime } from './oci-runtime.ts';

const ctr = { id: 'x', name: 'x' };
const size = { columns: 80, rows: 24 };
const execOptions = { cmd: ['sh'], terminal: true, streams: { input: null, output: null, error: null } };
const attachStreams = { stdin: true, stdout: true, stderr: true };

/** Whatever else can be asked, by name. */
const asked: Record<
  Exclude<keyof OCIRuntime, 'name' | 'path' | 'deleteContainer' | `supports${string}` | 'isExecutable'>,
  (runtime: OCIRuntime) => unknown
> = {
  createContainer: (runtime) => runtime.createContainer({ container: ctr }),
  startContainer: (runtime) => runtime.startContainer(ctr),
  updateContainerStatus: (runtime) => runtime.updateContainerStatus(ctr),
  killContainer: (runtime) => runtime.killContainer(ctr, 'SIGTERM', false),
  stopContainer: (runtime) => runtime.stopContainer(ctr, null, false),
  pauseContainer: (runtime) => runtime.pauseContainer(ctr),
  unpauseContainer: (runtime) => runtime.unpauseContainer(ctr),
  httpAttach: (runtime) => runtime.httpAttach(ctr, new Duplex(), attachStreams, '', AbortSignal.abort()),
  attachResize: (runtime) => runtime.attachResize(ctr, size),
  execContainer: (runtime) => runtime.execContainer(ctr, 's', execOptions),
  execAttachResize: (runtime) => runtime.execAttachResize(ctr, 's', size),
  execStopContainer: (runtime) => runtime.execStopContainer(ctr, 's', 0),
  execUpdateStatus: (runtime) => runtime.execUpdateStatus(ctr, 's'),
  // Not each runtime has these: one that is missing refuses them as all else.
  execPrograms: (runtime) => runtime.execPrograms?.(ctr, 'session'),
  execSessions: (runtime) => runtime.execSessions?.(ctr),
  execAttach: (runtime) => runtime.execAttach?.(ctr, 's', { streams: execOptions.streams }),
  execContainerCleanup: (runtime) => runtime.execContainerCleanup(ctr, 's'),
  checkpointContainer: (runtime) => runtime.checkpointContainer(ctr, {}),
  attachSocketPath: (runtime) => runtime.attachSocketPath(ctr),
  execAttachSocketPath: (runtime) => runtime.execAttachSocketPath(ctr, 's'),
  exitFilePath: (runtime) => runtime.exitFilePath(ctr),
  runtimeInfo: (runtime) => runtime.runtimeInfo(),
};

describe('a container whose runtime is gone', () => {
  it('can be removed', async () => {
    const remove = vi.fn(async () => {});
    await missingRuntime('kata', remove).deleteContainer(ctr, { force: true });
    expect(remove).toHaveBeenCalledWith(ctr, { force: true });
  });

  it.each(Object.entries(asked))('names the missing one for whatever else is asked: %s', async (_name, ask) => {
    const runtime = missingRuntime('kata', async () => {});
    await expect((async () => ask(runtime))()).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('kata'),
      hint: expect.stringContaining('remove'),
    });
  });

  it('says where its runtime was looked for', async () => {
    const runtime = missingRuntime('kata', async () => {}, { tried: ['/usr/bin/kata-runtime', '/opt/kata'] });
    await expect(runtime.startContainer(ctr)).rejects.toThrow(
      'The OCI runtime "kata" of this container is not there: not at /usr/bin/kata-runtime, /opt/kata.',
    );
  });

  it('can do nothing by itself', () => {
    const runtime = missingRuntime('kata', async () => {});
    const abilities = [
      runtime.supportsCheckpoint(),
      runtime.supportsJSONErrors(),
      runtime.supportsNoCgroups(),
      runtime.supportsKVM(),
    ];
    expect(abilities).toEqual([false, false, false, false]);
  });
});
