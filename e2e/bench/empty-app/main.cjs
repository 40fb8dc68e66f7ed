/**
 * The yardstick: an Electron app of one empty window, of the same size and with the same settings as ours. With
 * GANTRY_BENCH_ROWS it has so many plain rows in it.
 */
const path = require('node:path');
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    autoHideMenuBar: true,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false },
  });
  window.loadFile(path.join(__dirname, 'index.html'), { hash: process.env.GANTRY_BENCH_ROWS ?? '' });
});
app.on('window-all-closed', () => app.quit());
process.on('SIGTERM', () => app.quit());
