/** What is in the pictures: the containers of a small web shop. They really run, and do as little as looks alive. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestEngine } from '../fixtures.ts';
import * as programs from './programs.ts';

const images = ['shop/web:2.4', 'shop/worker:2.4', 'shop/db:16', 'shop/cache:7'] as const;

/** Milliseconds for one of Podman's commands: in an emulated machine that does something else besides, they take long. */
const patience = 5 * 60_000;

type Image = (typeof images)[number];
/** Where it is made: a test engine, or a machine with SELinux. */
type Place = Pick<TestEngine, 'podman' | 'image'>;

/** Of every kind one, where SELinux is on. */
export const selinuxOptions: Readonly<Record<string, readonly string[]>> = {
  db: ['--systemd=always'],
  // The machine's policy lets no container execute Podman's init.
  worker: ['--init=false', '--security-opt', 'label=type:container_kvm_t'],
  backup: ['--security-opt', 'label=disable'],
};

/**
 * Makes the containers.
 * @param more options by the container's name
 */
export async function makeScene(place: Place, more: Readonly<Record<string, readonly string[]>> = {}): Promise<void> {
  const { podman } = place;
  await makeImages(place);
  const run = (name: string, image: Image, options: readonly string[], ...command: readonly string[]) =>
    podman(['run', '--detach', '--name', name, ...options, ...(more[name] ?? []), `localhost/${image}`, ...command], {
      timeout: patience,
    });

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

/** Images for their own picture, which no container of the scene is made of. */
export async function makeMoreImages({ podman, image }: Place): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gantry-scene-'));
  const says: Readonly<Record<string, readonly string[]>> = {
    'shop/web:2.3': ['EXPOSE 80', 'CMD ["httpd", "-f"]'],
    'shop/search:0.9': ['EXPOSE 9200', 'ENV INDEX=products HEAP=256m', 'ENTRYPOINT ["search"]', 'USER 1000'],
    'tools/debug:latest': ['CMD ["sh"]'],
  };
  try {
    for (const [name, lines] of Object.entries(says)) {
      const file = path.join(folder, 'Containerfile');
      await writeFile(file, [`FROM ${image}`, ...lines, `LABEL of=${name}`].join('\n'));
      await podman(['build', '--quiet', '--tag', `localhost/${name}`, folder]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * One image with all the programs, under a name for each: a machine that is emulated takes a minute for each layer
 * that a build leaves, so this one leaves one.
 */
async function makeImages({ podman, image }: Place): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gantry-scene-'));
  try {
    for (const [name, program] of Object.entries(programs)) {
      const file = path.join(folder, 'bin', name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, program);
      await chmod(file, 0o755);
    }
    await writeFile(path.join(folder, 'Containerfile'), `FROM ${image}\nCOPY bin /bin\n`);
    const tags = images.flatMap((name) => ['--tag', `localhost/${name}`]);
    await podman(['build', '--quiet', '--layers=false', ...tags, folder], { timeout: patience });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
