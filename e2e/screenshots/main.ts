/** `npm run screenshots`: makes the scene, goes through the screens, takes the pictures. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { withSelinuxMachine } from '../../scripts/selinux-machine.mjs';
import { startTestEngine } from '../../scripts/test-engine.mjs';
import { Gantry } from '../gantry.ts';
import { end, launch } from '../launch.ts';
import { Camera } from './camera.ts';
import { makeMoreImages, makeScene, selinuxOptions } from './scene.ts';
import { selinuxTour, tour } from './tour.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/screenshots');
const size = { width: 1440, height: 900 };
/** In these SELinux types are seen: they are taken before a machine that has it on, where it can be had. */
const withTypes = ['containers', 'details-selinux'];

const chosen = process.argv.slice(2);
const isChosen = (name: string) => chosen.length === 0 || chosen.some((start) => name.startsWith(start));
const say = (line: string) => process.stdout.write(`- ${line}\n`);

await mkdir(folder, { recursive: true });
const why = process.env.GANTRY_NO_SELINUX_MACHINE;
if (why) say(`without SELinux types: ${why}`);
const isApart = (name: string) => !why && withTypes.includes(name);

if (withTypes.some((name) => isApart(name) && isChosen(name))) {
  await withSelinuxMachine(
    async (machine) => {
      await makeScene(machine, selinuxOptions);
      await visit(machine.appEnv, selinuxTour, isChosen);
    },
    { say },
  );
}
// Whoever names only those wants no others.
if (chosen.length === 0 || !chosen.every(isApart)) {
  const engine = await startTestEngine();
  try {
    await makeScene(engine);
    await makeMoreImages(engine);
    await visit(engine.appEnv, tour, (name) => isChosen(name) && !isApart(name));
  } finally {
    await engine.stop();
  }
}

/** Opens the app and goes through it. */
async function visit(
  env: Readonly<Record<string, string>>,
  go: (gantry: Gantry, camera: Camera) => Promise<void>,
  wants: (name: string) => boolean,
): Promise<void> {
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'gantry-screenshots-'));
  const { app } = await launch(env, dataFolder);
  try {
    const window = await app.firstWindow();
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, size);
    await go(new Gantry(window), new Camera(window, folder, wants));
  } finally {
    await end(app);
    await rm(dataFolder, { recursive: true, force: true });
  }
}
