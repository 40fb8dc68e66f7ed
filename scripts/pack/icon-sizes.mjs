// @ts-check
/** The icon's PNGs: those that desktops look for. */

/** Below the project's folder. */
export const iconFolder = 'app/icon';

export const iconSizes = /** @type {const} */ ([16, 24, 32, 48, 64, 128, 256, 512]);
