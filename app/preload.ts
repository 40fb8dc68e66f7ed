/** All that the page gets of the main process: the bridge. It runs sandboxed, and passes on without a look. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
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

// Where a dropped file lies is told to the main process alone. One that a page has made itself lies nowhere.
window.addEventListener('drop', ({ dataTransfer }) => {
  const file = dataTransfer?.files[0];
  const path = file === undefined ? '' : pathOf(file);
  if (path !== '') ipcRenderer.send(channels.dropped, path);
});

/** Empty: none. */
function pathOf(file: File): string {
  if (webUtils !== undefined) return webUtils.getPathForFile(file);
  // An Electron before 29, which may stand in for the shipped one, puts it into the file.
  const path: unknown = Reflect.get(file, 'path');
  return typeof path === 'string' ? path : '';
}
