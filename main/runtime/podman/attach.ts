/** The container's own first process, over the API. */
import type { Duplex } from 'node:stream';
import type { TerminalSize } from '../../../shared/session.ts';
import type { HttpAttachStreams, RuntimeContainer } from '../oci-runtime.ts';
import { containerPath, type LibpodClient } from './client.ts';
import { copy } from './copy.ts';
import { apiDetachKeys } from './detach-keys.ts';
import { errorOfSocket } from './errors.ts';

export async function attach(
  client: LibpodClient,
  ctr: RuntimeContainer,
  connection: Duplex,
  streams: HttpAttachStreams,
  detachKeys: string | undefined,
  cancel: AbortSignal,
): Promise<void> {
  const doing = `Attach to ${ctr.name}`;
  const query = { ...streams, stream: true, logs: false, detachKeys: apiDetachKeys(detachKeys) };
  const isOver = (): boolean => cancel.aborted || connection.destroyed;
  const request = { query, doing, signal: cancel };
  const upgraded = await client.upgrade(containerPath(ctr.id, '/attach'), request).catch((thrown: unknown) => {
    if (isOver()) return null;
    throw thrown;
  });
  if (upgraded === null) return;
  const { socket, head } = upgraded;
  const end = (): void => void socket.destroy();
  cancel.addEventListener('abort', end);
  connection.once('close', end);
  try {
    if (isOver()) return;
    // The input's end is passed on, as libpod does: a `cat` ends by it, a terminal doesn't notice.
    if (streams.stdin) connection.pipe(socket);
    await copy(socket, head, (bytes) => write(connection, bytes));
  } catch (thrown) {
    if (!isOver()) throw errorOfSocket(thrown, doing);
  } finally {
    cancel.removeEventListener('abort', end);
    connection.removeListener('close', end);
    connection.unpipe(socket);
    socket.destroy();
  }
}

function write(connection: Duplex, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => connection.write(bytes, (error) => (error ? reject(error) : resolve())));
}

export async function attachResize(client: LibpodClient, ctr: RuntimeContainer, size: TerminalSize): Promise<void> {
  const query = { h: size.rows, w: size.columns };
  await client.send('POST', containerPath(ctr.id, '/resize'), { query, doing: `Resize the terminal of ${ctr.name}` });
}
