// @ts-check
/** The machine itself: a qemu as a child of ours. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { endWithUs } from '../setup/children.mjs';
import { forwardedPort } from './monitor.mjs';

/** Milliseconds in which it has started, also on a slow machine that does something else besides. */
const patience = 4 * 60 * 1000;
/** What overlay/…/gantry-ready.service says on the console. */
const ready = 'gantry: Podman answers';
const failed = 'gantry: Podman does not answer';
/** Where Podman listens in the machine: overlay/…/gantry-podman.socket. */
export const podmanPort = 8888;

/**
 * Starts the machine and waits until its Podman answers.
 * @param {import('./disk.mjs').Disk} disk
 * @param {string} folder for its sockets
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>} `port`: of this machine, leads to Podman's
 */
export async function startQemu(disk, folder) {
  const monitor = path.join(folder, 'monitor.sock');
  /** @type {string[]} */
  const lines = [];
  let errors = '';
  const child = spawn('qemu-system-x86_64', args(disk, monitor), {
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
    return { port: await forwardedPort(monitor), stop };
  } catch (error) {
    await stop();
    const words = error instanceof Error ? error.message : error;
    throw new Error(`The machine with SELinux did not start: ${words}\n${lines.slice(-20).join('\n')}`);
  }
}

/** @param {import('./disk.mjs').Disk} disk @param {string} monitor */
function args({ image, kernel, initrd }, monitor) {
  return [
    // Emulated, not KVM: that is missing on many machines, and broken on some that are virtual themselves.
    ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', '2048'],
    ...['-nodefaults', '-display', 'none', '-no-reboot', '-serial', 'stdio'],
    ...['-qmp', `unix:${monitor},server=on,wait=off`],
    ...['-kernel', kernel, '-initrd', initrd],
    ...['-append', 'root=/dev/vda rw console=ttyS0 net.ifnames=0 security=selinux selinux=1 enforcing=1 quiet'],
    // What it writes goes into a file without a name, and is gone with it.
    ...['-drive', `file=${image},if=virtio,format=raw,snapshot=on,cache=unsafe`],
    // It reaches nothing; only its Podman can be reached, from this machine.
    ...['-netdev', `user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:0-:${podmanPort}`],
    ...['-device', 'virtio-net-pci,netdev=net,romfile='],
  ];
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
