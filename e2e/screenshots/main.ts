/** `npm run screenshots`: makes the scene, goes through the screens, takes the pictures. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startTestEngine } from '../../scripts/test-engine.mjs';
import { Gantry } from '../gantry.ts';
import { launch } from '../launch.ts';
import { Camera } from './camera.ts';
import { makeScene } from './scene.ts';
import { tour } from './tour.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/screenshots');
const size = { width: 1440, height: 900 };

await mkdir(folder, { recursive: true });
const engine = await startTestEngine();
const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'gantry-screenshots-'));
try {
  await makeScene(engine);
  const { app } = await launch(engine.appEnv, dataFolder);
  try {
    const window = await app.firstWindow();
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, size);
    await tour(new Gantry(window), new Camera(window, folder, process.argv.slice(2)));
  } finally {
    await app.close();
  }
} finally {
  await engine.stop();
  await rm(dataFolder, { recursive: true, force: true });
}
