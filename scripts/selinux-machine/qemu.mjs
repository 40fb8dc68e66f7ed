// @ts-check
/** The machine itself: a qemu as a child of ours. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { endWithUs } from '../setup/children.mjs';
import { forwardedPorts } from './monitor.mjs';

/** Milliseconds in which it has started, also on a slow machine that does something else besides. */
const patience = 10 * 60 * 1000;
/** What overlay/…/gantry-ready.service says on the console. */
const ready = 'gantry: Podman answers';
const failed = 'gantry: Podman does not answer';
/** Where Podman listens in the machine: overlay/…/gantry-podman.socket. */
export const podmanPort = 8888;
/** Where a shell listens in it, and serves each who comes: overlay/…/gantry-shell.socket. */
const shellPort = 8889;

/**
 * @typedef {object} Qemu
 * @property {number} podman a port of this machine that leads to Podman's
 * @property {number} shell one that leads to its shell
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the machine and waits until its Podman answers.
 * @param {import('./disk.mjs').Disk} disk
 * @param {string} folder for its sockets
 * @param {string | null} [more] the image of a second disk, which is only read
 * @returns {Promise<Qemu>}
 */
export async function startQemu(disk, folder, more = null) {
  const monitor = path.join(folder, 'monitor.sock');
  /** @type {string[]} */
  const lines = [];
  let errors = '';
  const child = spawn('qemu-system-x86_64', args(disk, monitor, more), {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise((resolve) => child.on('exit', resolve).on('error', resolve));
  child.on('error', (error) => {
    errors += error.message;
  });
  const kill = () => void child.kill('SIGKILL');
  const forget = endWithUs(kill);
  exited.then(forget, forget);
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const stop = async () => {
    kill();
    await exited;
  };
  try {
    const ended = exited.then(() => Promise.reject(new Error(`qemu has ended. ${errors}`)));
    // When its work is done, it ends too.
    ended.catch(() => {});
    await Promise.race([answers(child.stdout, lines), ended]);
    const ports = await forwardedPorts(monitor);
    const port = (/** @type {number} */ its) => ports.get(its) ?? missing(its);
    return { podman: port(podmanPort), shell: port(shellPort), stop };
  } catch (error) {
    await stop();
    const words = error instanceof Error ? error.message : error;
    throw new Error(`The machine with SELinux did not start: ${words}\n${lines.slice(-20).join('\n')}`);
  }
}

/** @param {number} port @returns {never} */
function missing(port) {
  throw new Error(`qemu doesn't forward ${port}`);
}

/** @param {import('./disk.mjs').Disk} disk @param {string} monitor @param {string | null} more */
function args({ image, kernel, initrd }, monitor, more) {
  return [
    // Emulated, not KVM: that is missing on many machines, and broken on some that are virtual themselves.
    ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', '2048'],
    ...['-nodefaults', '-display', 'none', '-no-reboot', '-serial', 'stdio'],
    ...['-qmp', `unix:${monitor},server=on,wait=off`],
    ...['-kernel', kernel, '-initrd', initrd],
    ...['-append', 'root=/dev/vda rw console=ttyS0 net.ifnames=0 security=selinux selinux=1 enforcing=1 quiet'],
    // What it writes goes into a file without a name, and is gone with it.
    ...['-drive', `file=${image},if=virtio,format=raw,snapshot=on,cache=unsafe`],
    ...(more === null ? [] : ['-drive', `file=${more},if=virtio,format=raw,readonly=on`]),
    // It reaches nothing; only its Podman and its shell can be reached, from this machine.
    ...['-netdev', `user,id=net,restrict=on,${[podmanPort, shellPort].map(forwarded).join()}`],
    ...['-device', 'virtio-net-pci,netdev=net,romfile='],
  ];
}

/** @param {number} port */
function forwarded(port) {
  return `hostfwd=tcp:127.0.0.1:0-:${port}`;
}

/**
 * @param {import('node:stream').Readable} console
 * @param {string[]} lines gets what it says
 * @returns {Promise<void>}
 */
function answers(console, lines) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`nothing within ${patience / 60_000} minutes`)), patience).unref();
    // Read to its end: else the machine would have to wait with what it says.
    createInterface(console).on('line', (line) => {
      lines.push(line);
      if (line.includes(failed)) reject(new Error('its Podman does not work'));
      else if (line.includes(ready)) resolve();
      else return;
      clearTimeout(timer);
    });
  });
}
