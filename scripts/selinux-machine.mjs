// @ts-check
/**
 * A machine with SELinux enforcing and a Podman of its own, for tests on machines that have it off: a virtual one, made of
 * Debian packages. Its disk is built once and never written to.
 *
 *     import { withSelinuxMachine } from '../scripts/selinux-machine.mjs';
 *
 *     await withSelinuxMachine(async (machine) => {
 *       await machine.podman(['run', '-d', '--name', 'a', machine.image, 'sleep', '1000']);
 *       // the app: _electron.launch({ env: machine.appEnv, … })
 *     }, { say });
 */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { machineDisk } from './selinux-machine/disk.mjs';
import { startQemu } from './selinux-machine/qemu.mjs';
import { relay } from './selinux-machine/relay.mjs';
import { lastWords, run } from './setup/run.mjs';
import { importSampleImage, sampleImage } from './setup/sample-image.mjs';
import { staticBusybox } from './setup/sample-rootfs.mjs';
import { inWorkFolder } from './setup/work-folder.mjs';

/**
 * @typedef {object} SelinuxMachine
 * @property {string} socket on this machine; it leads to the REST API of the Podman there
 * @property {string} image the name of an image that is there
 * @property {Record<string, string>} appEnv leads the app there, and a plain `podman`
 * @property {(args: string[], options?: { input?: string | Uint8Array, timeout?: number }) => Promise<{ stdout: string, stderr: string }>} podman throws with Podman's words when it fails
 */

/**
 * Runs work with such a machine, which ends with it.
 * @template T
 * @param {(machine: SelinuxMachine) => Promise<T>} work
 * @param {{ say: (line: string) => void }} options
 * @returns {Promise<T>}
 */
export async function withSelinuxMachine(work, { say }) {
  const disk = await machineDisk({ say });
  return inWorkFolder(path.join(tmpdir(), 'gantry-selinux'), async (folder) => {
    const qemu = await startQemu(disk, folder);
    try {
      const socket = path.join(folder, 'podman.sock');
      const led = await relay(socket, qemu.port);
      try {
        return await work(await meet(socket));
      } finally {
        led.close();
      }
    } finally {
      await qemu.stop();
    }
  });
}

/** @param {string} socket @returns {Promise<SelinuxMachine>} */
async function meet(socket) {
  const busybox = await staticBusybox();
  if (busybox === null) throw new Error('The machine needs a static busybox for its image: install busybox-static.');
  const { CONTAINER_CONNECTION: _, ...rest } = process.env;
  const appEnv = /** @type {Record<string, string>} */ ({ ...rest, CONTAINER_HOST: `unix://${socket}` });
  await importSampleImage(busybox, appEnv);
  return {
    socket,
    image: sampleImage,
    appEnv,
    async podman(args, options = {}) {
      const done = await run('podman', args, { env: appEnv, timeout: 120_000, ...options });
      if (done.code !== 0) throw new Error(`podman ${args.join(' ')}: ${lastWords(done)}`);
      return done;
    },
  };
}
