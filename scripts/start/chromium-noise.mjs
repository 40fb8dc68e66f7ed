// @ts-check
/** What Chromium writes about itself although nothing is amiss: the app needs no D-Bus, and at the end its helpers are gone. */
import { createInterface } from 'node:readline';

/** `[pid:date/time:ERROR:file(line)] words`, and in newer ones `file:line`. */
const harmless = [
  /^\[\d+:[\d/.]+:(WARNING|ERROR):(dbus\/|components\/dbus\/\S*)?(bus|object_proxy)\.cc[(:]\d+\)?\] /,
  /^\[\d+:[\d/.]+:ERROR:\S*zygote_communication_linux\.cc[(:]\d+\)?\] Failed to send GetTerminationStatus/,
];

/** @param {string} line of what Electron writes to its standard error */
export function isNoise(line) {
  return harmless.some((pattern) => pattern.test(line));
}

/**
 * Passes on what isn't noise.
 * @param {import('node:stream').Readable} from Electron's standard error
 * @param {(line: string) => void} [to]
 */
export function passOn(from, to = (line) => process.stderr.write(`${line}\n`)) {
  createInterface(from).on('line', (line) => {
    if (!isNoise(line)) to(line);
  });
}
