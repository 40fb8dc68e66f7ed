/**
 * Run by itself, as the set-up does: gives the bundle engine of this environment a first image, made of a root file
 * system, unless it has one. `first-image.ts FOLDER NAME` prints how many there were before.
 */
import path from 'node:path';
import { ImageStore } from './images/image-store.ts';
import { ownPlace } from './offered.ts';

const [, , rootfs, name] = process.argv;
if (rootfs === undefined || name === undefined) throw new Error('It is called with a folder and a name.');

const images = await ImageStore.open({ folder: path.join(ownPlace(process.env).folder, 'images'), umoci: null });
const { length: before } = await images.list();
if (before === 0) {
  const environment = ['PATH=/bin:/sbin:/usr/bin:/usr/sbin'];
  await images.import(rootfs, { name, settings: { command: ['/bin/sh'], environment, workingDirectory: '/root' } });
}
process.stdout.write(`${before}\n`);
