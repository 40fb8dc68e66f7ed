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
import { projectDisk } from './selinux-machine/project-disk.mjs';
import { startQemu } from './selinux-machine/qemu.mjs';
import { relay } from './selinux-machine/relay.mjs';
import { lastWords, run } from './setup/run.mjs';
import { importSampleImage, sampleImage } from './setup/sample-image.mjs';
import { staticBusybox } from './setup/sample-rootfs.mjs';
import { inWorkFolder } from './setup/work-folder.mjs';

/**
 * @typedef {object} SelinuxMachine
 * @property {string} socket on this machine; it leads to the REST API of the Podman there
 * @property {number} shell a port of this machine that leads to a shell there: see selinux-machine/shell.mjs
 * @property {string} image the name of an image that is there
 * @property {Record<string, string>} appEnv leads the app there, and a plain `podman`
 * @property {(args: string[], options?: { input?: string | Uint8Array, timeout?: number }) => Promise<{ stdout: string, stderr: string }>} podman throws with Podman's words when it fails
 */

/** Names a machine that was started already, to a program that is to use it. */
const variable = 'GANTRY_SELINUX_MACHINE';

/** @typedef {Pick<SelinuxMachine, 'socket' | 'shell'>} Address */

/**
 * Runs work with such a machine, which ends with it; with the one that was started already where there is one.
 * @template T
 * @param {(machine: SelinuxMachine) => Promise<T>} work
 * @param {{ say: (line: string) => void }} options
 * @returns {Promise<T>}
 */
export async function withSelinuxMachine(work, { say }) {
  if (process.env[variable] !== undefined) return work(meet(startedMachine()));
  const disk = await machineDisk({ say });
  return inWorkFolder(path.join(tmpdir(), 'gantry-selinux'), async (folder) => {
    const qemu = await startQemu(disk, folder, await projectDisk(folder));
    try {
      const socket = path.join(folder, 'podman.sock');
      const led = await relay(socket, qemu.podman);
      try {
        const machine = meet({ socket, shell: qemu.shell });
        await importImage(machine);
        return await work(machine);
      } finally {
        led.close();
      }
    } finally {
      await qemu.stop();
    }
  });
}

/** @param {Address} machine @returns {Record<string, string>} what leads a program to it that asks for such a machine */
export function leadingTo({ socket, shell }) {
  return { [variable]: JSON.stringify({ socket, shell }) };
}

/** @returns {Address} */
export function startedMachine() {
  const address = process.env[variable];
  if (address === undefined) throw new Error('No machine with SELinux was started for this.');
  return JSON.parse(address);
}

/** @param {Address} address @returns {SelinuxMachine} */
function meet({ socket, shell }) {
  const { CONTAINER_CONNECTION: _, [variable]: __, ...rest } = process.env;
  const appEnv = /** @type {Record<string, string>} */ ({ ...rest, CONTAINER_HOST: `unix://${socket}` });
  return {
    socket,
    shell,
    image: sampleImage,
    appEnv,
    async podman(args, options = {}) {
      const done = await run('podman', args, { env: appEnv, timeout: 120_000, ...options });
      if (done.code !== 0) throw new Error(`podman ${args.join(' ')}: ${lastWords(done)}`);
      return done;
    },
  };
}

/** @param {SelinuxMachine} machine */
async function importImage({ appEnv }) {
  const busybox = await staticBusybox();
  if (busybox === null) throw new Error('The machine needs a static busybox for its image: install busybox-static.');
  await importSampleImage(busybox, appEnv);
}
