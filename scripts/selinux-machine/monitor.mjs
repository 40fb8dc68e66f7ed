// @ts-check
/** Asks qemu's monitor which ports it has taken. */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * The ports on this machine that qemu forwards: it was asked to choose free ones.
 * @param {string} socketPath of the monitor (QMP)
 * @returns {Promise<ReadonlyMap<number, number>>} by the machine's own
 */
export async function forwardedPorts(socketPath) {
  const socket = connect(socketPath);
  try {
    for (const request of [
      { execute: 'qmp_capabilities' },
      { execute: 'human-monitor-command', arguments: { 'command-line': 'info usernet' } },
    ]) {
      socket.write(`${JSON.stringify(request)}\n`);
    }
    for await (const line of createInterface(socket)) {
      const ports = portsIn(line);
      if (ports !== null) return ports;
    }
  } finally {
    socket.destroy();
  }
  throw new Error('qemu forwards no port.');
}

/** @param {string} answer a line of JSON @returns {ReadonlyMap<number, number> | null} null where it is about something else */
export function portsIn(answer) {
  const { return: told, error } = JSON.parse(answer);
  if (error !== undefined) throw new Error(`qemu's monitor: ${error.desc}`);
  if (typeof told !== 'string') return null;
  const ports = new Map();
  for (const [, ours, its] of told.matchAll(/HOST_FORWARD\]\s+\d+\s+127\.0\.0\.1\s+(\d+)\s+\S+\s+(\d+)/g)) {
    ports.set(Number(its), Number(ours));
  }
  if (ports.size === 0) throw new Error(`qemu forwards no port: ${told}`);
  return ports;
}
