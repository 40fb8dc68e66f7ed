/** What is in the pictures: the containers of a small web shop. They really run, and do as little as looks alive. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestEngine } from '../fixtures.ts';
import * as programs from './programs.ts';

/** Images and the program that each runs. */
const images = {
  'shop/web:2.4': programs.web,
  'shop/worker:2.4': programs.worker,
  'shop/db:16': programs.db,
  'shop/cache:7': programs.cache,
} as const;

type Image = keyof typeof images;
/** Where it is made: a test engine, or a machine with SELinux. */
type Place = Pick<TestEngine, 'podman' | 'image'>;

/** Of every kind one, where SELinux is on. */
export const selinuxOptions: Readonly<Record<string, readonly string[]>> = {
  db: ['--systemd=always'],
  worker: ['--security-opt', 'label=type:container_kvm_t'],
  backup: ['--security-opt', 'label=disable'],
};

/**
 * Makes the containers.
 * @param more options by the container's name
 */
export async function makeScene(place: Place, more: Readonly<Record<string, readonly string[]>> = {}): Promise<void> {
  const { podman } = place;
  for (const [image, program] of Object.entries(images)) await makeImage(place, image, program);
  const run = (name: string, image: Image, options: readonly string[], ...command: readonly string[]) =>
    podman(['run', '--detach', '--name', name, ...options, ...(more[name] ?? []), `localhost/${image}`, ...command]);

  await run('db', 'shop/db:16', ['--volume', 'orders:/var/lib/db', '--env', 'DB_NAME=orders'], 'db', '/var/lib/db');
  await run('cache', 'shop/cache:7', ['--env', 'MAX_MEMORY=64m'], 'cache', '--max', '64m');
  await run('sessions', 'shop/cache:7', [], 'cache', '--max', '16m');
  const web = ['--publish', '18080:80', '--env', 'TZ=UTC', '--env', 'WORKERS=4', '--memory', '128m'];
  await run('web', 'shop/web:2.4', web, 'web', '--workers', '4');
  const { stdout } = await podman(['inspect', '--format', '{{.NetworkSettings.IPAddress}}', 'web']);
  await run('worker', 'shop/worker:2.4', ['--init', '--env', `WEB=${stdout.trim()}`], 'worker', '--queue', 'orders');
  await run('mailer', 'shop/worker:2.4', ['--env', 'QUIET=1'], 'worker', '--queue', 'mail');
  await podman(['pause', 'mailer']);
  await run('migrate', 'shop/db:16', [], 'db', '--migrate');
  await run('backup', 'shop/db:16', [], 'db', '--dump', '/backup');
  await podman(['wait', 'migrate', 'backup']);
  await podman(['create', '--name', 'preview', '--tty', '--interactive', 'localhost/shop/web:2.4', 'sh']);
}

/** An image of the place's own with a program in it, named like the image. */
async function makeImage(place: Place, image: string, program: string): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gantry-scene-'));
  try {
    const [name = ''] = path.posix.basename(image).split(':');
    const file = path.join(folder, name);
    await writeFile(file, program);
    await chmod(file, 0o755);
    const recipe = [`FROM ${place.image}`, `COPY ${name} /bin/${name}`, `CMD ["${name}"]`, ''].join('\n');
    await writeFile(path.join(folder, 'Containerfile'), recipe);
    await place.podman(['build', '--quiet', '--tag', `localhost/${image}`, folder]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
