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
  const { socket, head } = await client.upgrade(containerPath(ctr.id, '/attach'), { query, doing, signal: cancel });
  const end = (): void => void socket.destroy();
  cancel.addEventListener('abort', end);
  try {
    if (cancel.aborted) return end();
    // The input's end is not passed on: it would end a shell that somebody else looks at too.
    connection.pipe(socket, { end: false });
    await copy(socket, head, (bytes) => write(connection, bytes));
  } catch (thrown) {
    if (!cancel.aborted) throw errorOfSocket(thrown, doing);
  } finally {
    cancel.removeEventListener('abort', end);
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
