// @ts-check
/**
 * A Podman of its own for a test run: own storage, sockets and network below one temporary folder, so that
 * the developer's own containers are never touched and nothing is left behind.
 *
 *     import { startTestEngine } from '../scripts/test-engine.mjs';
 *
 *     const engine = await startTestEngine();
 *     await engine.podman(['run', '-d', '--name', 'a', engine.image, 'sleep', '1000']);
 *     // the REST API: http over engine.socket
 *     // the app: _electron.launch({ env: engine.appEnv, … })
 *     await engine.stopService(); await engine.startService();   // an engine that dies and comes back
 *     await engine.stop();
 *
 * Needs the tool Node (node_modules/.bin/node), since it shares probes with the app.
 */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cgroups } from '../main/host/doctor/cgroups.mjs';
import { thisMachine } from '../main/host/doctor/machine.mjs';
import { isOlder } from '../main/host/doctor/podman.mjs';
import { asUlimits, rlimits } from '../main/host/doctor/rlimits.mjs';
import { lastWords, run } from './setup/run.mjs';
import { importSampleImage, sampleImage } from './setup/sample-image.mjs';
import { staticBusybox } from './setup/sample-rootfs.mjs';
import { criu } from './setup/steps/criu.mjs';
import { which } from './setup/which.mjs';
import { containersConf, networkFile, networkName, storageConf } from './test-engine/config.mjs';
import { takePlace } from './test-engine/place.mjs';
import {
  endContainers,
  removeRoot,
  rootEnvironment,
  storageConfFile,
  sweep,
  worksBelow,
} from './test-engine/remains.mjs';
import { startService } from './test-engine/service.mjs';

/**
 * @typedef {object} TestEngine
 * @property {string} root everything it keeps lies below
 * @property {string} socket the path of its REST API's socket
 * @property {string} image the name of an image that is there
 * @property {Record<string, string>} env makes a plain `podman` work on this storage; also GANTRY_TEST_SOCKET and GANTRY_TEST_IMAGE
 * @property {Record<string, string>} appEnv the same with CONTAINER_HOST, which leads the app here. Not in `env`, since it would make
 *   the `podman` command a remote one.
 * @property {boolean} checkpoints whether CRIU works here
 * @property {(args: string[], options?: { input?: string | Uint8Array, timeout?: number }) => Promise<{ stdout: string, stderr: string }>} podman throws with Podman's words when it fails
 * @property {() => number | undefined} servicePid
 * @property {(signal?: NodeJS.Signals) => Promise<void>} stopService
 * @property {() => Promise<void>} startService
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<TestEngine>} */
export async function startTestEngine() {
  await sweep();
  const { root, octet } = await takePlace();
  const socket = path.join(root, 'podman.sock');
  await writeFile(path.join(root, 'owner'), String(process.pid));
  const criuFound = await criu({ say: () => {} });
  /** @type {Record<string, string>} */
  const env = {
    ...definedOnly(rootEnvironment(root)),
    ...(criuFound.folder === null ? {} : { PATH: `${criuFound.folder}:${process.env.PATH}` }),
    GANTRY_TEST_SOCKET: socket,
    GANTRY_TEST_IMAGE: sampleImage,
    PODMAN_IGNORE_CGROUPSV1_WARNING: '1',
  };
  for (const name of ['CONTAINER_HOST', 'CONTAINER_CONNECTION', 'CONTAINERS_CONF_OVERRIDE']) delete env[name];
  try {
    await configure(root, octet, env);
    await addImage(env);
    /** @type {Promise<void> | undefined} */
    let stopped;
    let service = await startService({ socket, log: path.join(root, 'service.log'), env });
    return {
      root,
      socket,
      image: sampleImage,
      env,
      appEnv: { ...env, CONTAINER_HOST: `unix://${socket}` },
      checkpoints: criuFound.usable,
      podman: (args, options) => podman(args, env, options),
      servicePid: () => service.pid,
      stopService: (signal) => service.stop(signal),
      startService: async () => {
        service = await startService({ socket, log: path.join(root, 'service.log'), env });
      },
      stop: () => {
        stopped ??= end();
        return stopped;
      },
    };
    async function end() {
      const complaint = await endContainers(root, env);
      await service.stop();
      await removeRoot(root);
      if (complaint !== null) throw new Error(`Some containers of the test engine could not be ended: ${complaint}`);
    }
  } catch (error) {
    await removeRoot(root);
    throw error;
  }
}

/** @param {string} root @param {number} octet @param {Record<string, string>} env */
async function configure(root, octet, env) {
  const machine = thisMachine(env);
  const limits = await rlimits(machine);
  const { crunRefuses } = await cgroups(machine);
  const version = (await run('podman', ['--version'], { env })).stdout;
  const conf = containersConf(root, {
    ulimits: limits.defaultsWork ? null : asUlimits(limits),
    runtime: crunRefuses ? 'runc' : null,
    // netavark's newer default; older Podmans don't know the setting.
    firewall: !isOlder(version, '5.0.0') && (await which('nft')) === null ? 'iptables' : null,
  });
  await mkdir(path.dirname(storageConfFile(root)), { recursive: true });
  await mkdir(path.join(root, 'networks'));
  await writeFile(path.join(root, 'containers.conf'), conf);
  await writeFile(path.join(root, 'networks', `${networkName}.json`), networkFile(octet));
  // Root's engines share the machine's packet filter, and two that change it at once fail. Newer Podmans have one lock
  // for it; older ones lock a file beside their networks, so that one leads to the same place.
  if (machine.isRoot) await symlink('/run/lock/netavark.lock', path.join(root, 'networks', 'netavark.lock'));
  // The kernel's overlay is quick, but doesn't work everywhere (on another overlay, for one).
  for (const driver of ['overlay', 'vfs']) {
    await writeFile(storageConfFile(root), storageConf(root, driver));
    const told = await run('podman', ['info'], { env, timeout: 30_000 });
    if (told.code === 0) {
      if (await worksBelow(root, env)) return;
      throw new Error(`Podman doesn't keep the test engine's containers below ${root}, so no test may use it.`);
    }
    if (driver === 'vfs') throw new Error(`The test engine doesn't work: ${lastWords(told)}`);
    await run('rm', ['-rf', path.join(root, 'lib'), path.join(root, 'run')]);
  }
}

/** @param {Record<string, string>} env */
async function addImage(env) {
  const busybox = await staticBusybox(env);
  if (busybox === null)
    throw new Error('The test engine needs a static busybox for its image: install busybox-static.');
  await importSampleImage(busybox, env);
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {{ input?: string | Uint8Array, timeout?: number }} [options]
 */
async function podman(args, env, options = {}) {
  const done = await run('podman', args, { env, timeout: 120_000, ...options });
  if (done.code !== 0) throw new Error(`podman ${args.join(' ')}: ${lastWords(done)}`);
  return { stdout: done.stdout, stderr: done.stderr };
}

/** @param {NodeJS.ProcessEnv} env @returns {Record<string, string>} */
function definedOnly(env) {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
