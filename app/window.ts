/** The window. */
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { startPage } from './own-origin.ts';
import { fitPlace, type WindowPlace } from './window-place.ts';

/** Background of the page before it is drawn, so that nothing flashes: those of the window's own tokens. */
const background = { light: '#ffffff', dark: '#17181b' } as const;

interface Files {
  /** The preload script. */
  readonly preload: string;
  /** For desktops that don't take it from the app's entry. */
  readonly icon: string;
}

/** @param place where it was the last time */
export function openWindow({ preload, icon }: Files, place: WindowPlace | null): BrowserWindow {
  const { bounds, maximised } = fitPlace(place, screensFromFirst());
  const window = new BrowserWindow({
    title: 'Gantry',
    icon,
    ...bounds,
    minWidth: 720,
    minHeight: 480,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // Drawing rests while the window is not seen: terminals are the main process's, and go on without it.
      backgroundThrottling: true,
    },
  });
  // A page's title could come from a container; the window's doesn't.
  window.on('page-title-updated', (event) => event.preventDefault());
  if (maximised) window.maximize();
  void window.loadURL(startPage);
  return window;
}

/** Their work areas: what panels of the desktop leave of them. */
function screensFromFirst() {
  const first = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== first.id);
  return [first, ...others].map(({ workArea }) => workArea);
}

/** Brings the window to the front: somebody has started the app again. */
export function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  // Raises it, too, which the focus alone doesn't under each window manager.
  window.show();
  window.focus();
}
