/**
 * Run in a mount and a network namespace of its own, so that nothing changes on the machine: containers come to a bridge
 * and go, and what was seen is printed.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { toErrorData } from '../../../../../shared/errors.ts';
import { settingsInForce } from '../../../../host/containers-conf.ts';
import { findHelper } from '../../../../host/helper-programs.ts';
import { startConmonSubject } from '../../../../runtime/conmon/testing/conmon-subject.ts';
import { runcPrograms } from '../../../../runtime/conmon/testing/programs.ts';
import type { RuntimeContainer } from '../../../../runtime/oci-runtime.ts';
import { containerConfig } from '../../spec/container-config.ts';
import { wishFor } from '../../testing/wish.ts';
import { Networks } from '../networks.ts';
import { clear } from './clear.ts';

const run = promisify(execFile);
const work = await mkdtemp(path.join(tmpdir(), 'gantry-network-'));
const subject = await startConmonSubject(await runcPrograms());
const places = { settings: await settingsInForce(process.env, true), environment: process.env };
const options = {
  runFolder: path.join(work, 'run'),
  folder: path.join(work, 'kept'),
  netavark: await findHelper('netavark', places),
};
const networks = new Networks(options);
const port = (hostPort: number | null, containerPort = 80) => ({
  hostIp: '',
  hostPort,
  containerPort,
  protocol: 'tcp' as const,
});
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (thrown: unknown) => toErrorData(thrown).code,
  );
const rules = async () =>
  (await run('iptables-save', [])).stdout.split('\n').filter((line) => /NETAVARK-DN.*DNAT/.test(line)).length;
/** Those of a namespace that is gone go a moment later: the kernel takes its time. */
async function devices(): Promise<string[]> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const { stdout } = await run('ip', ['-o', 'link']);
    const names = stdout.match(/(?<=^\d+: )\w+/gm) ?? [];
    if (names.length <= 1 || Date.now() > deadline) return names;
  }
}
const inside = async (id: string, ...command: string[]) =>
  (await run('nsenter', [`--net=${networks.pathOf(id)}`, ...command])).stdout;

/** Starts a container in the network of this id, which says hello to whoever connects. */
async function greet(id: string): Promise<RuntimeContainer> {
  const ctr = await subject.create({ command: [] });
  const root = path.join(subject.folder, 'rootfs');
  const command = ['nc', '-ll', '-p', '80', '-e', 'echo', 'hello'];
  const network = { path: networks.pathOf(id) };
  const { config } = await containerConfig(
    wishFor(root, { spec: { command }, wish: { network, cgroupsPath: `/gantry-${ctr.id}` } }),
  );
  await writeFile(path.join(subject.bundleOf(ctr).path, 'config.json'), JSON.stringify(config));
  await subject.make(ctr);
  await subject.runtime.startContainer(ctr);
  return ctr;
}

/** What is heard there; asked again while nobody listens, up to half a minute. */
async function hear(host: string, at: number): Promise<string> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return (await text(connect(at, host))).trim();
    } catch (thrown) {
      if (Date.now() > deadline) throw thrown;
    }
  }
}

const seen: Record<string, unknown> = {};
try {
  await run('mount', ['--make-rprivate', '/']);
  await run('ip', ['link', 'set', 'lo', 'up']);

  const alone = { id: 'alone', name: 'alone' };
  const none = await networks.connect(alone, 'none', []);
  seen.none = { ...none, path: none.path === networks.pathOf('alone') };
  seen.devicesInNone = (await inside('alone', 'ip', '-o', 'link'))
    .split('\n')
    .filter((line) => line.includes('UP')).length;

  const web = { id: 'web', name: 'web' };
  const first = await networks.connect(web, 'bridge', [port(null)]);
  const published = first.ports[0]?.hostPort ?? 0;
  seen.prefix = first.address?.replace(/\.\d+$/, '');
  seen.first = { address: first.address, gateway: first.gateway, hasPort: published > 0, mac: first.macAddress };
  const greeter = await greet('web');
  seen.byPort = await hear('127.0.0.1', published);
  seen.byAddress = await hear(first.address ?? '', 80);

  const again = new Networks(options);
  seen.again = JSON.stringify(await again.connect(web, 'bridge', [port(null)])) === JSON.stringify(first);
  seen.of = JSON.stringify(await again.of('web')) === JSON.stringify(first);
  seen.ofNobody = await again.of('nobody');

  seen.taken = await refusal(networks.connect({ id: 'x', name: 'x' }, 'bridge', [port(published)]));
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  const address = server.address();
  const listening = typeof address === 'object' ? (address?.port ?? 0) : 0;
  seen.listened = await refusal(networks.connect({ id: 'x', name: 'x' }, 'bridge', [port(listening)]));
  server.close();
  seen.unknownAddress = await refusal(
    networks.connect({ id: 'x', name: 'x' }, 'bridge', [{ ...port(1), hostIp: '203.0.113.7' }]),
  );
  seen.withoutNetavark = await refusal(
    new Networks({ ...options, netavark: null }).connect({ id: 'x', name: 'x' }, 'bridge', []),
  );
  const failing = new Networks({ ...options, netavark: '/bin/false' });
  seen.failed = await refusal(failing.connect({ id: 'x', name: 'x' }, 'bridge', []));
  seen.namespaces = (await readdir(options.runFolder)).sort();
  seen.leftOfRefused = (await readdir(path.join(options.folder, 'containers'))).sort();

  const both = await Promise.all(['one', 'two'].map((id) => networks.connect({ id, name: id }, 'bridge', [])));
  seen.both = both.map((each) => each.address).sort();
  seen.toEachOther = (await inside('one', 'busybox', 'nc', first.address ?? '', '80')).trim();

  // As after a reboot: the namespace is gone, and so is what was in it.
  await run('umount', [networks.pathOf('two')]);
  seen.ofLost = await networks.of('two');
  seen.afterLoss = (await networks.connect({ id: 'two', name: 'two' }, 'bridge', [])).address === both[1]?.address;
  // As when the app was killed in the middle.
  const record = path.join(options.folder, 'containers/one.json');
  await writeFile(record, JSON.stringify({ ...JSON.parse(await readFile(record, 'utf8')), macAddress: null }));
  const mended = await networks.connect({ id: 'one', name: 'one' }, 'bridge', []);
  seen.mended = mended.address === both[0]?.address && mended.macAddress !== null;

  await subject.runtime.checkpointContainer(greeter, { keep: true });
  seen.frozen = (await subject.runtime.updateContainerStatus(greeter)).checkpointed;
  await subject.runtime.createContainer({ container: greeter }, { keep: true });
  seen.brought = [await hear('127.0.0.1', published), await hear(first.address ?? '', 80)];

  const bare = new Networks({ ...options, netavark: null });
  await networks.connect({ id: 'four', name: 'four' }, 'bridge', []);
  seen.bare = await bare.disconnect({ id: 'four', name: 'four' }).catch((thrown: unknown) => toErrorData(thrown).code);
  seen.leftOfBare = [
    (await readdir(options.runFolder)).includes('four'),
    (await readdir(path.join(options.folder, 'containers'))).includes('four.json'),
  ];

  seen.rules = await rules();
  await subject[Symbol.asyncDispose]();
  // A namespace that is lost leaves no rules either.
  await run('umount', [networks.pathOf('web')]);
  for (const id of ['web', 'one', 'two', 'alone', 'web', 'nobody']) await networks.disconnect({ id, name: id });
  seen.rulesAfter = await rules();
  seen.devicesAfter = await devices();
  seen.left = [await readdir(options.runFolder), await readdir(path.join(options.folder, 'containers'))];
} finally {
  // Once more, where it broke off before.
  await subject[Symbol.asyncDispose]();
  await clear(work, options.runFolder);
}
console.log(JSON.stringify(seen));
