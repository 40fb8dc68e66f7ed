/**
 * Run in a mount and a network namespace of its own, so that nothing changes on the machine: a container of the bundle
 * engine publishes a port, and what was seen is printed.
 */
import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { toErrorData } from '../../../../shared/errors.ts';
import { readArchive } from '../../../checkpoint/archive.ts';
import { findNetavark } from '../machine.ts';
import { startBundleSubject } from './bundle-subject.ts';

const run = promisify(execFile);
const greets = ['nc', '-ll', '-p', '80', '-e', 'echo', 'hello'];
const port = (hostPort: number | null) => ({ hostIp: '', hostPort, containerPort: 80, protocol: 'tcp' as const });

/** What is heard there; asked again while nobody listens, up to half a minute. */
async function hear(at: number): Promise<string> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return (await text(connect(at, '127.0.0.1'))).trim();
    } catch (thrown) {
      if (Date.now() > deadline) throw thrown;
    }
  }
}

const seen: Record<string, unknown> = {};
await run('mount', ['--make-rprivate', '/']);
await run('ip', ['link', 'set', 'lo', 'up']);
const subject = await startBundleSubject(undefined, { netavark: await findNetavark(process.env) });
try {
  const web = await subject.run(greets, { ports: [port(null)] });
  const row = () => subject.engine.container(web.id).summary;
  const published = row().ports[0]?.hostPort ?? 0;
  seen.published = published > 0;
  seen.heard = await hear(published);
  seen.networks = (await subject.engine.inspect(web.id)).networks;

  const other = await subject.create(greets, { ports: [port(published)] });
  const refused = await subject.engine.act(other.id, { do: 'start' }).catch((thrown: unknown) => toErrorData(thrown));
  seen.taken = [refused?.code, subject.engine.container(other.id).summary.state];

  await subject.restart();
  seen.heardByNext = await hear(published);
  await subject.engine.runtimeOf(web.id).checkpointContainer(web, { keep: true });
  await subject.engine.runtimeOf(web.id).createContainer({ container: web }, {});
  seen.heardAfterFreeze = await hear(published);

  const importFile = path.join(subject.root, 'web.tar');
  const runtime = subject.engine.runtimeOf(web.id);
  await runtime.checkpointContainer(web, { targetFile: importFile, keepRunning: true });
  seen.archived = (await readArchive(importFile)).ports.map(({ hostPort }) => hostPort === published);
  const clone = (name: string, more: object = {}) =>
    runtime.createContainer({ archived: web }, { importFile, name, ...more });
  seen.samePort = await clone('same').then(
    () => null,
    (thrown: unknown) => toErrorData(thrown).code,
  );
  for (const [name, hostPort] of [
    ['one', 18411],
    ['other', null],
  ] as const) {
    const { container } = await clone(name, { ports: [{ ...port(hostPort), range: 1 }] });
    const at = subject.engine.container(container.id).summary.ports[0]?.hostPort ?? 0;
    seen[name] = [hostPort === null || at === hostPort, await hear(at)];
  }
  seen.heardBeside = await hear(published);

  await subject.engine.act(web.id, { do: 'stop', timeoutSeconds: 0 });
  seen.whenStopped = (await subject.engine.inspect(web.id)).networks;
  await subject.engine.act(other.id, { do: 'start' });
  seen.heardFromOther = await hear(published);
} finally {
  await subject[Symbol.asyncDispose]();
}
seen.rulesLeft = (await run('iptables-save', [])).stdout
  .split('\n')
  .filter((line) => /DNAT/.test(line) && /dport/.test(line)).length;
console.log(JSON.stringify(seen));
