#!/usr/bin/env node
// @ts-check
/**
 * Draws the PNGs of the app's icon from app/icon/gantry.svg, with a Chromium. To be run after the drawing has changed:
 *
 *     node_modules/.bin/node scripts/pack/icon.mjs
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium as browsers } from '@playwright/test';
import { projectRoot } from '../setup/paths.mjs';
import { sayStep } from '../setup/say.mjs';
import { chromium } from '../setup/steps/chromium.mjs';
import { iconFolder, iconSizes } from './icon-sizes.mjs';

const folder = path.join(projectRoot, iconFolder);
const drawing = await readFile(path.join(folder, 'gantry.svg'), 'utf8');
const executablePath = await chromium({ yes: false, say: sayStep });
const browser = await browsers.launch({
  ...(executablePath === null ? {} : { executablePath }),
  chromiumSandbox: process.getuid?.() !== 0,
});
for (const size of iconSizes) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>* { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${drawing}`);
  await page.screenshot({ path: path.join(folder, `${size}x${size}.png`), omitBackground: true });
  await page.close();
}
await browser.close();
