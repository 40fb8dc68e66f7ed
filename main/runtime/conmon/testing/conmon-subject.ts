/** The driver with a real conmon and OCI runtime, on bundles of the test's own. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { machinesBusybox, makeSampleRootfs } from '../../../../scripts/setup/sample-rootfs.mjs';
import { GantryError } from '../../../../shared/errors.ts';
import type { RuntimeContainer } from '../../oci-runtime.ts';
import type { ContainerWish, Subject } from '../../testing/subject.ts';
import type { Bundle } from '../bundle.ts';
import { canCheckpoint } from '../checkpoint.ts';
import { ConmonRuntime } from '../conmon-runtime.ts';
import { untilExitFile } from '../exit-file.ts';
import { Folders } from '../folders.ts';
import { pidIn } from '../processes.ts';
import { type Labels, plainConfig } from './plain-config.ts';

export interface ConmonSubject extends Subject {
  readonly runtime: ConmonRuntime;
  /** All that the test has made. */
  readonly folder: string;
  bundleOf(ctr: RuntimeContainer): Bundle;
  conmonPid(ctr: RuntimeContainer): Promise<number | null>;
}

export interface Programs {
  readonly name: string;
  readonly path: string;
  readonly conmon: string;
  readonly answerSeconds?: number;
}

/**
 * @param parent for what is made; a long one shows that addresses are not cut
 * @param labels of SELinux, for all its containers and their common root file system; null: none
 */
export async function startConmonSubject(
  { name, path: program, conmon, answerSeconds }: Programs,
  parent: string = tmpdir(),
  labels: Labels | null = null,
): Promise<ConmonSubject> {
  const folder = await mkdtemp(path.join(parent, 'gantry-conmon-'));
  const rootfs = path.join(folder, 'rootfs');
  const busybox = await machinesBusybox();
  if (busybox === null) throw new Error('this machine has no busybox');
  await mkdir(rootfs);
  await makeSampleRootfs(busybox, rootfs);
  if (labels !== null) await promisify(execFile)('chcon', ['-R', '-h', '--', labels.mount, rootfs]);
  const bundles = new Map<string, { ctr: RuntimeContainer; bundle: Bundle }>();
  const bundleOf = ({ id, name: called }: RuntimeContainer): Bundle => {
    const found = bundles.get(id)?.bundle;
    if (found !== undefined) return found;
    throw new GantryError({ code: 'not-found', message: `There is no container ${called}.` });
  };
  const runtime = new ConmonRuntime({
    name,
    path: program,
    conmon,
    folder: path.join(folder, 'run'),
    bundleOf: async (ctr) => bundleOf(ctr),
    answerSeconds,
    supports: { json: true, noCgroups: false, kvm: false, checkpoint: await canCheckpoint(program) },
  });
  return {
    runtime,
    folder,
    bundleOf,
    conmonPid: ({ id }) => pidIn(new Folders(path.join(folder, 'run')).of(id).conmonPidFile),
    // crun 1.8 passes over `consoleSize`: the command may be there before conmon has read the size.
    lacks: new Set(name === 'crun' ? ['firstExecSize'] : []),
    async create(wish: ContainerWish) {
      const id = randomUUID().replaceAll('-', '');
      const ctr = { id, name: wish.name ?? `test-${id.slice(0, 8)}` };
      const bundle: Bundle = {
        path: path.join(folder, id),
        terminal: wish.terminal ?? false,
        interactive: wish.interactive ?? false,
        log: { path: path.join(folder, id, 'ctr.log'), sizeMax: null },
        stopSignal: wish.stopSignal ?? 'SIGTERM',
        stopTimeoutSeconds: 10,
      };
      await mkdir(bundle.path);
      await writeFile(path.join(bundle.path, 'config.json'), JSON.stringify(plainConfig(id, { rootfs, labels }, wish)));
      bundles.set(id, { ctr, bundle });
      return ctr;
    },
    async make(ctr) {
      await runtime.createContainer({ container: ctr });
    },
    async untilEnded(ctr) {
      await untilExitFile(runtime.exitFilePath(ctr), 30_000, async () => false);
      return runtime.updateContainerStatus(ctr);
    },
    async [Symbol.asyncDispose]() {
      for (const { ctr } of bundles.values()) await runtime.deleteContainer(ctr, { force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
