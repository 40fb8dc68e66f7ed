/** cockpit-podman beside an engine of ours: the page for containers of the web console that Debian and Fedora have. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir } from 'node:fs/promises';
import http from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const server = '/usr/lib/cockpit/cockpit-ws';
/** Where distributions put them; what is there is taken. */
const servers = [server, '/usr/libexec/cockpit-ws'];
const needed = ['/usr/bin/cockpit-bridge', '/usr/share/cockpit/podman/manifest.json'];

/**
 * cockpit-podman talks to root's socket, at its one place. It gets an own view of /run in which our engine's socket
 * lies there: nothing outside of it changes. $1 is the socket; the rest is what is run.
 */
const inItsOwnRun = `
  mount -t tmpfs tmpfs /run && mkdir /run/podman && : > /run/podman/podman.sock &&
  mount --bind "$1" /run/podman/podman.sock && shift && exec "$@"`;

export interface Cockpit extends AsyncDisposable {
  /** The page that lists the containers. */
  readonly podmanPage: string;
  /** A page that asks the engine nothing. The session ends with its last page, so this one stays open. */
  readonly quietPage: string;
}

/** Throws when it isn't installed, with what to do. */
export async function mustHaveCockpit(): Promise<void> {
  const missing: string[] = [];
  if ((await serverPath()) === null) missing.push('cockpit-ws');
  for (const file of needed) if (!(await exists(file))) missing.push(file);
  if (!process.env.GANTRY_CHROMIUM) missing.push('Chromium');
  if (missing.length === 0) return;
  throw new Error(
    `To measure beside cockpit-podman, ${missing.join(', ')} must be there. On Debian and Ubuntu: ` +
      'apt-get install --no-install-recommends cockpit-ws cockpit-bridge cockpit-system cockpit-podman chromium; ' +
      'on Fedora: dnf install cockpit-ws cockpit-bridge cockpit-system cockpit-podman chromium',
  );
}

/** Serves it until disposed. @param folder for what it keeps */
export async function startCockpit(socketPath: string, folder: string): Promise<Cockpit> {
  const port = await freePort();
  const [home, runtime] = [path.join(folder, 'home'), path.join(folder, 'runtime')];
  for (const each of [home, runtime]) await mkdir(each, { recursive: true, mode: 0o700 });
  const namespace = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
  const serve = [
    ...[(await serverPath()) ?? server, '--no-tls', '--address', '127.0.0.1', '--port', String(port)],
    ...['--local-session', '/usr/bin/cockpit-bridge'],
  ];
  const { PATH } = process.env;
  // A group of its own: the bridge is a child of the server and doesn't always end with it.
  const child = spawn('unshare', [...namespace, 'sh', '-c', inItsOwnRun, 'sh', socketPath, ...serve], {
    env: { PATH, HOME: home, LC_ALL: 'C.UTF-8', XDG_RUNTIME_DIR: runtime },
    stdio: ['ignore', 'ignore', 'ignore'],
    detached: true,
  });
  const origin = `http://127.0.0.1:${port}`;
  try {
    await answers(origin, child);
  } catch (thrown) {
    await end(child);
    throw thrown;
  }
  return {
    podmanPage: `${origin}/cockpit/@localhost/podman/index.html`,
    quietPage: `${origin}/cockpit/@localhost/users/index.html`,
    [Symbol.asyncDispose]: () => end(child),
  };
}

async function serverPath(): Promise<string | null> {
  for (const file of servers) if (await exists(file)) return file;
  return null;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const listening = createServer().listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = z.object({ port: z.number() }).parse(listening.address());
  listening.close();
  await once(listening, 'close');
  return port;
}

/** Waits until the server takes connections: it has no other way to say so. */
async function answers(origin: string, child: ChildProcess): Promise<void> {
  for (let trial = 0; trial < 500; trial += 1) {
    if (child.exitCode !== null) break;
    const isThere = await new Promise<boolean>((resolve) => {
      const asked = http.get(`${origin}/ping`, { agent: false }, (response) => resolve(response.resume() === response));
      asked.on('error', () => resolve(false));
    });
    if (isThere) return;
    await pause(20);
  }
  throw new Error('cockpit-ws does not serve.');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // Nobody of the group is left.
  }
  await gone;
}
