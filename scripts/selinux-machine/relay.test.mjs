// @ts-check
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { folderOf } from '../testing/folder.mjs';
import { relay } from './relay.mjs';

/** A far end on a port. @param {import('node:test').TestContext} t @param {(socket: import('node:net').Socket) => void} meet */
async function farEnd(t, meet) {
  const server = createServer({ allowHalfOpen: true }, meet).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : assert.fail('it has no port');
}

/** @param {import('node:test').TestContext} t @param {number} port */
async function nearEnd(t, port) {
  const socketPath = path.join(await folderOf(t), 'near.sock');
  const led = await relay(socketPath, port);
  t.after(() => led.close());
  return { led, near: connect({ path: socketPath, allowHalfOpen: true }) };
}

test('who has said everything still hears the answer', async (t) => {
  const port = await farEnd(t, async (socket) => socket.end(`heard: ${await text(socket)}`));
  const { near } = await nearEnd(t, port);
  near.end('all of it');
  assert.equal(await text(near), 'heard: all of it');
});

test('when one end goes, the other is told', async (t) => {
  const far = Promise.withResolvers();
  const port = await farEnd(t, (socket) => far.resolve(socket.on('error', () => {}).resume()));
  const { near } = await nearEnd(t, port);
  near.write('x');
  const socket = /** @type {import('node:net').Socket} */ (await far.promise);
  near.destroy();
  await once(socket, 'end');
  socket.destroy();
});

test('a port where nobody listens, and the end of it all, end the connection', async (t) => {
  const { near } = await nearEnd(t, 1);
  near.resume();
  await once(near, 'end');
  near.destroy();
  const port = await farEnd(t, (socket) => void socket.on('error', () => {}));
  const other = await nearEnd(t, port);
  await once(other.near, 'connect');
  other.near.resume();
  other.led.close();
  await once(other.near, 'end');
  other.near.destroy();
});
