/** The container's own first process, over the API. */
import type { Duplex } from 'node:stream';
import type { TerminalSize } from '../../../shared/session.ts';
import { untilOver } from '../attachment.ts';
import { detachBytes } from '../detach-keys.ts';
import type { HttpAttachStreams, RuntimeContainer } from '../oci-runtime.ts';
import { containerPath, type LibpodClient } from './client.ts';
import { copy } from './copy.ts';
import { nobodyTypesThis } from './detach-keys.ts';
import { errorOfSocket } from './errors.ts';
import { inspectContainer } from './inspect.ts';

export async function attach(
  client: LibpodClient,
  ctr: RuntimeContainer,
  connection: Duplex,
  streams: HttpAttachStreams,
  detachKeys: string | undefined,
  cancel: AbortSignal,
): Promise<void> {
  const doing = `Attach to ${ctr.name}`;
  const query = { ...streams, stream: true, logs: false, detachKeys: nobodyTypesThis };
  const wanted = streams.stdin ? detachBytes(detachKeys) : detachBytes('');
  // Bytes from no keyboard may say anything, also what would be the keys.
  const keys = wanted.length > 0 && (await hasTerminal(client, ctr)) ? wanted : detachBytes('');
  const request = { query, doing, signal: cancel };
  const upgraded = await client.upgrade(containerPath(ctr.id, '/attach'), request).catch((thrown: unknown) => {
    if (cancel.aborted || connection.destroyed) return null;
    throw thrown;
  });
  if (upgraded === null) return;
  const { socket, head } = upgraded;
  // Its input's end has been passed on already, after all that was typed before.
  const leave = (end: () => void): void => void socket.end(end);
  const asError = (thrown: unknown) => errorOfSocket(thrown, doing);
  await untilOver({ connection, socket, keys, cancel, leave, asError }, async (typed) => {
    // The input's end is passed on, as libpod does: a `cat` ends by it, a terminal doesn't notice.
    if (streams.stdin) connection.pipe(typed).pipe(socket);
    await copy(socket, head, (bytes) => write(connection, bytes));
  });
}

async function hasTerminal(client: LibpodClient, ctr: RuntimeContainer): Promise<boolean> {
  return (await inspectContainer(client, ctr.id, `Look at ${ctr.name}`)).parsed.Config.Tty ?? false;
}

function write(connection: Duplex, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => connection.write(bytes, (error) => (error ? reject(error) : resolve())));
}

export async function attachResize(client: LibpodClient, ctr: RuntimeContainer, size: TerminalSize): Promise<void> {
  const query = { h: size.rows, w: size.columns };
  await client.send('POST', containerPath(ctr.id, '/resize'), { query, doing: `Resize the terminal of ${ctr.name}` });
}
