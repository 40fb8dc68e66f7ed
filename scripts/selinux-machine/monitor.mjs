// @ts-check
/** Asks qemu's monitor which port it has taken. */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * The port on this machine that qemu forwards: it was asked to choose a free one.
 * @param {string} socketPath of the monitor (QMP)
 * @returns {Promise<number>}
 */
export async function forwardedPort(socketPath) {
  const socket = connect(socketPath);
  try {
    for (const request of [
      { execute: 'qmp_capabilities' },
      { execute: 'human-monitor-command', arguments: { 'command-line': 'info usernet' } },
    ]) {
      socket.write(`${JSON.stringify(request)}\n`);
    }
    for await (const line of createInterface(socket)) {
      const port = portIn(line);
      if (port !== null) return port;
    }
  } finally {
    socket.destroy();
  }
  throw new Error('qemu forwards no port.');
}

/** @param {string} answer a line of JSON @returns {number | null} null where it is about something else */
export function portIn(answer) {
  const { return: told, error } = JSON.parse(answer);
  if (error !== undefined) throw new Error(`qemu's monitor: ${error.desc}`);
  if (typeof told !== 'string') return null;
  const port = /HOST_FORWARD\]\s+\d+\s+127\.0\.0\.1\s+(\d+)/.exec(told)?.[1];
  if (port === undefined) throw new Error(`qemu forwards no port: ${told}`);
  return Number(port);
}
