/** Electron's own channel names: there are no others. Apart from the map, since preload needs them alone. */
export const channels = { call: 'gantry:call', push: 'gantry:push', port: 'gantry:port' } as const;
