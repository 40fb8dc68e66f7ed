/** Hands one end of a channel to the page. */
import { channels } from '../shared/channels.ts';

interface Closable {
  close(): void;
}

/** What of Electron's `WebFrameMain` it takes. */
interface Frame<P> {
  postMessage(channel: string, message: unknown, transfer: P[]): void;
}

/**
 * @returns the end that stays here
 * @throws what the frame throws, such as one that is gone: then neither end stays open
 */
export function postPort<P extends Closable>(
  frame: Frame<P>,
  portId: string,
  { port1, port2 }: { readonly port1: P; readonly port2: P },
): P {
  try {
    frame.postMessage(channels.port, portId, [port2]);
    return port1;
  } catch (thrown) {
    port1.close();
    port2.close();
    throw thrown;
  }
}
