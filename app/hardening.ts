/** What no page of this app may do, whatever it has been brought to. */
import { app, session, type WebContents } from 'electron';
import { isAllowedRequest, isOwnOrigin, isOwnPage, startPage } from './own-origin.ts';

/** The clipboard is for the terminals' copy and paste. All else a page could ask for is refused. */
const permitted = new Set(['clipboard-read', 'clipboard-sanitized-write']);

export function harden(): void {
  // Root and the machines of tests can't have it, and say so with this switch; it would be taken from the children, which
  // then end at once.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => closeDoors(contents));
  void app.whenReady().then(() => {
    session.defaultSession.setPermissionRequestHandler((contents, permission, answer) =>
      answer(permitted.has(permission) && isOwnPage(contents.getURL())),
    );
    session.defaultSession.setPermissionCheckHandler(
      (_contents, permission, asking) => permitted.has(permission) && isOwnOrigin(asking),
    );
    session.defaultSession.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isAllowedRequest(url) }));
  });
}

function closeDoors(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // The page may load itself again, as it offers after a fault of its own, and go nowhere else.
  contents.on('will-navigate', (event, url) => {
    if (url !== startPage) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
