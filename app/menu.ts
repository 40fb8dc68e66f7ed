/** The menu: what the system's keys for editing, zoom and windows hang on. The app's own keys belong to the page. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';

export function setMenu(): void {
  const view: MenuItemConstructorOptions[] = [
    // Not Ctrl+R, by which a shell searches. What the terminals and lists show is the main process's, and comes again.
    { role: 'reload', accelerator: 'CommandOrControl+Shift+R' },
    { type: 'separator' },
    { role: 'resetZoom', accelerator: 'CommandOrControl+Alt+0' },
    { role: 'zoomIn', accelerator: 'CommandOrControl+Alt+Plus' },
    { role: 'zoomOut', accelerator: 'CommandOrControl+Alt+-' },
    { role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : [{ role: 'toggleDevTools', accelerator: 'F12' } satisfies MenuItemConstructorOptions]),
  ];
  // No "Edit" menu: its accelerators would take Ctrl+C and Ctrl+V from the programs in the terminals.
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'Gantry', submenu: [{ role: 'about' }, { role: 'quit', accelerator: 'CommandOrControl+Q' }] },
      { label: 'View', submenu: view },
    ]),
  );
}
