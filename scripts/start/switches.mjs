// @ts-check
/** The switches that Electron needs on this machine, and not on another. */
import { readdir } from 'node:fs/promises';

/**
 * @param {{ isRoot?: boolean, headless: boolean, hasGpu?: () => Promise<boolean> }} options
 * @returns {Promise<string[]>}
 */
export async function machineSwitches({ isRoot = process.getuid?.() === 0, headless, hasGpu = gpuIsThere }) {
  const switches = [];
  // Chromium refuses to run as root with its sandbox: to root it would be no border anyway.
  if (isRoot) switches.push('--no-sandbox');
  // Without a GPU Chromium would start a process for it, see it crash and try again; Xvfb has none either.
  if (headless || !(await hasGpu())) switches.push('--disable-gpu');
  return switches;
}

async function gpuIsThere() {
  const nodes = await readdir('/dev/dri').catch(() => /** @type {string[]} */ ([]));
  return nodes.some((name) => name.startsWith('renderD'));
}
