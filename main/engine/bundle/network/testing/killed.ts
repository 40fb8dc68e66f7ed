/** Run in a mount and a network namespace of its own: kills who connects containers, netavark with it, and prints what is left. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { promisify } from 'node:util';
import { settingsInForce } from '../../../../host/containers-conf.ts';
import { findHelper } from '../../../../host/helper-programs.ts';
import { Networks } from '../networks.ts';
import { clear } from './clear.ts';

const run = promisify(execFile);
const [times = '', longest = ''] = process.argv.slice(2);
const work = await mkdtemp(path.join(tmpdir(), 'gantry-network-'));
const netavark = await findHelper('netavark', {
  settings: await settingsInForce(process.env, true),
  environment: process.env,
});
const options = { runFolder: path.join(work, 'run'), folder: path.join(work, 'kept'), netavark };
const script = path.join(import.meta.dirname, 'keeps-connecting.ts');
const ids = ['c0', 'c1', 'c2'];
const rules = async () =>
  (await run('iptables-save', [])).stdout.split('\n').filter((line) => /NETAVARK-DN.*DNAT/.test(line)).length;

/** Loopback, and the bridge, which the next container takes. */
const mostDevices = 2;

/** Those of a namespace that is gone go a moment later: the kernel takes its time. */
async function devices(): Promise<number> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const links = (await run('ip', ['-o', 'link'])).stdout.trim().split('\n').length;
    if (links <= mostDevices || Date.now() > deadline) return links;
  }
}

let inTheMiddle = 0;
let whole = 0;
let failed = 0;
const left: unknown[] = [];
try {
  await run('mount', ['--make-rprivate', '/']);
  await run('ip', ['link', 'set', 'lo', 'up']);
  for (let time = 0; time < Number(times); time += 1) {
    const args = [script, options.runFolder, options.folder, netavark ?? ''];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    await once(child.stdout, 'data');
    // Not for something to happen: at any moment of what it does.
    await rest(Math.random() * Number(longest));
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await once(child, 'exit');

    const networks = new Networks(options);
    const found = await Promise.all(ids.map((id) => networks.of(id)));
    whole += found.filter((each) => each !== null).length;
    inTheMiddle += (await readdir(path.join(options.folder, 'containers')).catch(() => [])).length;
    // netavark may fail over what another container has been left with by half: when that is gone, it goes on.
    for (const id of ids) await networks.disconnect({ id, name: id }).catch(() => failed++);
    for (const id of ids) await networks.disconnect({ id, name: id });
    const files = [
      ...(await readdir(options.runFolder).catch(() => [])),
      ...(await readdir(path.join(options.folder, 'containers')).catch(() => [])),
    ];
    const links = await devices();
    const published = await rules();
    if (files.length > 0 || published > 0 || links > mostDevices) left.push({ time, files, published, links });
  }
} finally {
  await clear(work, options.runFolder);
}
console.log(JSON.stringify({ inTheMiddle: inTheMiddle - whole, whole, failed, left }));
