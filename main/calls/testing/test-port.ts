/** A port whose other end is the test. */
import type { Port } from '../../host/port.ts';

export function testPort() {
  const posted: unknown[] = [];
  let waiting: (() => void) | null = null;
  let deliver: (message: unknown) => void = () => {};
  let hangUp: () => void = () => {};
  const port: Port = {
    post(message) {
      posted.push(message);
      waiting?.();
    },
    onMessage: (listener) => {
      deliver = listener;
    },
    onClose: (listener) => {
      hangUp = listener;
    },
    close: () => hangUp(),
  };
  return {
    port,
    posted,
    send: (message: unknown) => deliver(message),
    hangUp: () => hangUp(),
    async until(isThere: () => boolean) {
      while (!isThere()) {
        await new Promise<void>((resolve) => {
          waiting = resolve;
        });
      }
    },
  };
}
