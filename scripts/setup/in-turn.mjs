// @ts-check
/**
 * One set-up at a time: two would install into the same folders. Who is at work listens on a socket in Linux's
 * abstract name space, which goes with its process, however that ends; who waits is connected to it.
 */
import { connect, createServer } from 'node:net';

const place = `\0gantry-setup-${process.getuid?.()}`;

/**
 * @template T
 * @param {() => Promise<T>} work
 * @param {{ say: (line: string) => void, name?: string }} options
 * @returns {Promise<T>}
 */
export async function inTurn(work, { say, name = place }) {
  const leave = await takeTurn(name, say);
  try {
    return await work();
  } finally {
    leave();
  }
}

/** @param {string} name @param {(line: string) => void} say @returns {Promise<() => void>} ends the turn */
async function takeTurn(name, say) {
  for (let isWaiting = false; ; isWaiting = true) {
    const leave = await listen(name);
    if (leave !== null) return leave;
    if (!isWaiting) say('another set-up is at work: waiting for it');
    await new Promise((resolve) => {
      const other = connect(name);
      other.on('error', () => {}); // it was killed, or has just ended
      other.on('close', resolve);
    });
  }
}

/** @param {string} name @returns {Promise<(() => void) | null>} null where somebody else is at work */
function listen(name) {
  return new Promise((resolve) => {
    /** @type {Set<import('node:net').Socket>} */
    const waiting = new Set();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on('error', () => {}).on('close', () => waiting.delete(socket));
      socket.unref();
    });
    const leave = () => {
      server.close();
      for (const socket of waiting) socket.destroy();
    };
    // Where such sockets are forbidden, there is no turn to take.
    server.on('error', (error) => resolve('code' in error && error.code === 'EADDRINUSE' ? null : () => {}));
    server.listen(name, () => resolve(leave));
    server.unref();
  });
}
