/** All that the page gets of the main process: the bridge. It runs sandboxed, and passes on without a look. */
import { contextBridge, ipcRenderer } from 'electron';
import { channels } from '../shared/channels.ts';
import type { Bridge } from '../shared/ipc.ts';

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(channels.call, name, input),
  onPush(listener) {
    const passOn = (_event: unknown, push: unknown): void => listener(push);
    ipcRenderer.on(channels.push, passOn);
    return () => ipcRenderer.removeListener(channels.push, passOn);
  },
};

contextBridge.exposeInMainWorld('gantry', bridge);

// A MessagePort can't go through the bridge; it can be posted to the page of the same window.
ipcRenderer.on(channels.port, (event, portId: unknown) => {
  window.postMessage({ gantry: 'port', portId }, window.location.origin, [...event.ports]);
});
