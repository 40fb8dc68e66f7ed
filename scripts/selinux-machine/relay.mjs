// @ts-check
/** A unix socket that leads to a port: the app speaks to no other kind. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * @param {string} socketPath
 * @param {number} port on this machine
 * @returns {Promise<{ close: () => void }>}
 */
export async function relay(socketPath, port) {
  /** @type {Set<import('node:net').Socket>} */
  const open = new Set();
  // Either side may stop speaking first and go on listening, as a client that has sent all its input does.
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      if (from === undefined || to === undefined) continue;
      open.add(from);
      from.on('error', () => to.destroy()).on('close', () => open.delete(from));
      from.pipe(to);
    }
    // Gone, not only silent.
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(socketPath);
  await once(server, 'listening');
  return {
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
