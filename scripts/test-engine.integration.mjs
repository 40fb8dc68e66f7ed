// @ts-check
/** The test engine itself, with a real Podman: engines side by side, and nothing left behind. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { get, request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { after, before, describe, test } from 'node:test';
import { takePlace } from './test-engine/place.mjs';
import { removeRoot, sweep } from './test-engine/remains.mjs';
import { startTestEngine } from './test-engine.mjs';

/** @param {string} root */
async function mountsBelow(root) {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map((line) => line.split(' ')[4] ?? '');
  return mounts.filter((point) => point === root || point.startsWith(`${root}/`));
}

/** Processes that name a root in their command line, or work in it. @param {string} root */
async function processesOf(root) {
  const found = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (command.includes(`${root}/`) || folder.startsWith(root)) found.push(command.replaceAll('\0', ' ').slice(0, 60));
  }
  return found;
}

/** @param {string} socketPath @param {string} path @returns {Promise<number | undefined>} */
function statusOf(socketPath, path) {
  return new Promise((resolve, reject) => {
    get({ socketPath, path }, (response) => resolve(response.resume().statusCode)).on('error', reject);
  });
}

/** @param {string} socketPath @param {string} path @param {object} body @returns {Promise<string>} the answer */
async function post(socketPath, path, body) {
  const asked = request({ socketPath, path, method: 'POST', headers: { 'content-type': 'application/json' } });
  asked.end(JSON.stringify(body));
  const [reply] = await once(asked, 'response');
  return (await reply.setEncoding('utf8').toArray()).join('');
}

/** Runs a command over the API: its monitor waits five minutes when it has ended. @param {string} socketPath */
async function execInSame(socketPath) {
  const { Id } = JSON.parse(await post(socketPath, '/v4.0.0/libpod/containers/same/exec', { Cmd: ['true'] }));
  await post(socketPath, `/v4.0.0/libpod/exec/${Id}/start`, { Detach: true });
}

describe('two engines at the same time', () => {
  /** @type {import('./test-engine.mjs').TestEngine[]} */
  let engines = [];
  before(async () => {
    engines = await Promise.all([startTestEngine(), startTestEngine()]);
  });
  after(() => Promise.allSettled(engines.map((engine) => engine.stop())));

  test('run containers of the same name, and know nothing of each other', async () => {
    const names = await Promise.all(
      engines.map(async (engine, index) => {
        await engine.podman([
          'run',
          '--detach',
          '--name',
          'same',
          '--label',
          `nr=${index}`,
          engine.image,
          'sleep',
          '1000',
        ]);
        return (await engine.podman(['ps', '--format', '{{.Names}} {{.Labels.nr}}'])).stdout.trim();
      }),
    );
    assert.deepEqual(names, ['same 0', 'same 1']);
  });

  test('have networks of their own, in which their containers are reached', async () => {
    const addresses = await Promise.all(
      engines.map(async (engine) => {
        const shown = await engine.podman([
          'inspect',
          '--format',
          '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
          'same',
        ]);
        return shown.stdout.trim();
      }),
    );
    const subnets = new Set(addresses.map((address) => address.split('.').slice(0, 3).join('.')));
    assert.equal(subnets.size, 2, addresses.join(' '));
  });

  test('answer on their sockets, stop answering, and answer again', async () => {
    const [engine] = engines;
    assert.ok(engine);
    assert.equal(await statusOf(engine.socket, '/v4.0.0/libpod/containers/same/exists'), 204);
    await engine.stopService();
    await assert.rejects(statusOf(engine.socket, '/_ping'), { code: 'ENOENT' });
    await engine.startService();
    assert.equal(await statusOf(engine.socket, '/v4.0.0/libpod/containers/same/exists'), 204);
  });

  test('leave nothing behind', async () => {
    const namespaces = await Promise.all(
      engines.map((engine) => engine.podman(['inspect', '--format', '{{.NetworkSettings.SandboxKey}}', 'same'])),
    );
    for (const engine of engines) {
      await execInSame(engine.socket);
      await engine.podman(['volume', 'create', 'kept']);
      await engine.podman(['create', '--name', 'created', engine.image]);
      await engine.podman(['run', '--detach', '--name', 'paused', engine.image, 'sleep', '1000']);
      await engine.podman(['pause', 'paused']);
    }
    await Promise.all(engines.map((engine) => engine.stop()));
    for (const { stdout } of namespaces) assert.equal(existsSync(stdout.trim()), false, stdout);
    for (const { root } of engines) {
      assert.deepEqual(await mountsBelow(root), []);
      assert.deepEqual(await processesOf(root), []);
      assert.equal(existsSync(root), false);
      assert.equal(networkInterfaces()[`gantry${root.split('-').at(-1)}`], undefined);
    }
  });
});

describe('an engine whose owner was killed', () => {
  test('is swept away by the next run, with its containers', async () => {
    const script = `const { startTestEngine } = await import(${JSON.stringify(new URL('./test-engine.mjs', import.meta.url).href)});
      const engine = await startTestEngine();
      await engine.podman(['run', '--detach', engine.image, 'sleep', '1000']);
      process.stdout.write(engine.root);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const begun = await Promise.race([once(child.stdout, 'data'), exited.then(() => assert.fail('it did not start'))]);
    const root = String(begun[0]);
    child.kill('SIGKILL');
    await exited;
    assert.equal(existsSync(root), true);
    await sweep();
    assert.equal(existsSync(root), false);
    assert.deepEqual(await mountsBelow(root), []);
    assert.deepEqual(await processesOf(root), []);
  });

  test('is left alone while its owner lives', async (t) => {
    const { root } = await takePlace();
    await writeFile(`${root}/owner`, String(process.pid));
    t.after(() => removeRoot(root));
    await sweep();
    assert.equal(existsSync(root), true);
  });
});
