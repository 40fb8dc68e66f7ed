/** Electron's own channel names: there are no others. Apart from the map, since preload needs them alone. */
export const channels = {
  ...{ call: 'gantry:call', push: 'gantry:push', port: 'gantry:port' },
  /** The path of a file that was dropped on the window: from preload, past the page. */
  dropped: 'gantry:dropped',
} as const;

/** In the address of a page that was loaded again since the one before has crashed. */
export const afterCrash = 'after-crash';
