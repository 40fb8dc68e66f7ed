/** An exec session with a terminal over a bare socket, with nothing of the app in between. */
import http from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { now } from './clock.ts';
import { request } from './containers.ts';

export interface BareExec extends Disposable {
  /**
   * Writes a character. Rejects when something else comes back, or nothing in ten seconds.
   * @returns the time since 1970, in milliseconds, at which its echo came
   */
  echoed(character: string): Promise<number>;
}

const made = z.object({ Id: z.string() });
/** Milliseconds. */
const patience = 10_000;

/** @param container its name */
export async function openBareExec(socketPath: string, container: string, command: string[]): Promise<BareExec> {
  const spec = { Cmd: command, Tty: true, AttachStdin: true, AttachStdout: true, AttachStderr: true };
  const address = `/v4.0.0/libpod/containers/${container}/exec`;
  const { Id } = made.parse(JSON.parse(await request(socketPath, 'POST', address, spec)));
  const socket = await start(socketPath, Id);
  return {
    echoed: (character) => echo(socket, character),
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

function echo(socket: Duplex, character: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error('No echo came over the bare socket.')), patience);
    const end = (): void => {
      clearTimeout(timer);
      socket.off('data', receive).off('error', fail).off('close', close);
    };
    const receive = (bytes: Buffer): void => {
      const at = now();
      end();
      if (bytes.toString('latin1') === character) resolve(at);
      else
        reject(new Error(`The echo of ${JSON.stringify(character)} was ${JSON.stringify(bytes.toString('latin1'))}.`));
    };
    const fail = (error: Error): void => {
      end();
      reject(error);
    };
    const close = (): void => fail(new Error('The bare exec session has ended.'));
    socket.on('data', receive).on('error', fail).on('close', close);
    socket.write(character);
  });
}

function start(socketPath: string, execId: string): Promise<Duplex> {
  const body = JSON.stringify({ Detach: false, Tty: true });
  const headers = {
    connection: 'Upgrade',
    upgrade: 'tcp',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  const path = `/v4.0.0/libpod/exec/${execId}/start`;
  return new Promise((resolve, reject) => {
    const sent = http.request({ socketPath, method: 'POST', path, headers, agent: false });
    sent.on('upgrade', (_reply, socket: Duplex) => resolve(socket));
    sent.on('response', ({ statusCode }) => reject(new Error(`The exec session was answered ${statusCode}.`)));
    sent.on('error', reject);
    sent.end(body);
  });
}
