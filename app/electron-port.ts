/** A MessagePort of Electron as the main process's own rooms know one. */
import type { MessagePortMain } from 'electron';
import type { Port } from '../main/host/port.ts';

export function electronPort(port: MessagePortMain): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', (event) => listener(event.data));
      // Messages wait until somebody listens.
      port.start();
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  };
}
