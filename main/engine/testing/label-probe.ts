/**
 * Run inside of a machine with SELinux: what Gantry's own readers say there of every container, as JSON on the standard
 * output. Only there `/proc/PID/attr/current` has something to say.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { relay } from '../../../scripts/selinux-machine/relay.mjs';
import type { LabelWarning } from '../../../shared/selinux.ts';
import { noNeeds } from '../../host/creation-needs.ts';
import { PodmanEngine } from '../podman/podman-engine.ts';
import { Changes } from './changes.ts';

async function main(port: number): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-probe-'));
  const socketPath = path.join(folder, 'podman.sock');
  const led = await relay(socketPath, port);
  const engine = new PodmanEngine({
    ...{ id: 'probe', name: 'Podman', origin: 'container-host', socketPath },
    command: ['podman'],
    needs: async () => noNeeds,
  });
  const changes = new Changes(engine);
  engine.start();
  await changes.untilConnection('connected');
  const { containers } = engine.containers();
  await changes.until(() => engine.containers().labels.length >= containers.length);
  // Told last: only the kernel knows.
  const isOther = ({ kind }: LabelWarning): boolean => kind === 'differs';
  await changes.until(() => engine.containers().warned.some(({ warnings }) => warnings.some(isOther)));
  const { labels, warned } = engine.containers();
  const found = await Promise.all(
    containers.map(async ({ id, name }) => ({
      name,
      listed: labels.find(({ containerId }) => containerId === id)?.processLabel,
      report: await engine.selinux(id),
      denials: await engine.denials(id),
      warnings: warned.find(({ containerId }) => containerId === id)?.warnings ?? [],
    })),
  );
  process.stdout.write(JSON.stringify(found));
  await engine[Symbol.asyncDispose]();
  led.close();
  await rm(folder, { recursive: true });
}

void main(Number(process.env.PODMAN_PORT));
