/** The bundle engine with a real conmon and OCI runtime, on folders and an image of the test's own. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { machinesBusybox, makeSampleRootfs } from '../../../../scripts/setup/sample-rootfs.mjs';
import type { ContainerSpec, ContainerState } from '../../../../shared/container.ts';
import { Folders } from '../../../runtime/conmon/folders.ts';
import { pidIn } from '../../../runtime/conmon/processes.ts';
import { settingsOf } from '../../../runtime/conmon/runtime-settings.ts';
import type { Programs } from '../../../runtime/conmon/testing/conmon-subject.ts';
import { runcPrograms } from '../../../runtime/conmon/testing/programs.ts';
import type { RuntimeContainer } from '../../../runtime/oci-runtime.ts';
import { Changes } from '../../testing/changes.ts';
import type { BundleEngine } from '../bundle-engine.ts';
import { ImageStore } from '../images/image-store.ts';
import { offeredEngine } from '../offered.ts';
import type { Place } from '../opened.ts';
import { isThere } from '../there.ts';
import { specOf } from './spec-of.ts';

export interface BundleSubject extends AsyncDisposable {
  readonly place: Place;
  /** The one that was started last. */
  readonly engine: BundleEngine;
  readonly changes: Changes;
  /** Its own root folder, with all that was made. */
  readonly root: string;
  create(command: readonly string[], more?: Partial<ContainerSpec>): Promise<RuntimeContainer>;
  run(command: readonly string[], more?: Partial<ContainerSpec>): Promise<RuntimeContainer>;
  /** Ends the engine without a word to the containers, as when the app is quit. */
  quit(): Promise<void>;
  /** Ends the engine, and starts another, as when the app is started again. */
  restart(): Promise<void>;
  /** As `restart`, with all gone that a reboot takes away: what runs, and the folder for it. */
  reboot(): Promise<void>;
  untilState(ctr: RuntimeContainer, state: ContainerState): Promise<void>;
}

export async function startBundleSubject(programs?: Programs, more: Partial<Place> = {}): Promise<BundleSubject> {
  const used = programs ?? (await runcPrograms());
  const root = await mkdtemp(path.join(tmpdir(), 'gantry-bundle-'));
  const place: Place = {
    environment: process.env,
    folder: path.join(root, 'data'),
    runFolder: path.join(root, 'run'),
    settings: settingsOf([settingsTextOf(used)]),
    // A bridge would be the machine's: see bridged.ts.
    netavark: null,
    ...more,
  };
  await importBusybox(root, place.folder);
  let engine = await begin(place);
  let changes = new Changes(engine);
  const subject: BundleSubject = {
    place,
    root,
    get engine() {
      return engine;
    },
    get changes() {
      return changes;
    },
    async create(command, more = {}) {
      const { container } = await engine.defaultRuntime().createContainer({ spec: specOf(command, more) });
      return container;
    },
    async run(command, more) {
      const ctr = await subject.create(command, more);
      await engine.act(ctr.id, { do: 'start' });
      return ctr;
    },
    async quit() {
      changes[Symbol.dispose]();
      await engine[Symbol.asyncDispose]();
    },
    async restart() {
      await subject.quit();
      engine = await begin(place);
      changes = new Changes(engine);
    },
    async reboot() {
      const running = engine.containers().containers.flatMap(({ id, pid }) => (pid === null ? [] : [{ id, pid }]));
      await subject.quit();
      for (const each of running) await endWithConmon(each, place.runFolder);
      const networks = path.join(place.runFolder, 'networks');
      for (const name of await readdir(networks).catch(() => [])) {
        await promisify(execFile)('umount', [path.join(networks, name)]);
      }
      await rm(place.runFolder, { recursive: true });
      engine = await begin(place);
      changes = new Changes(engine);
    },
    async untilState({ name }, state) {
      await changes.untilContainer(name, (container) => container.state === state);
    },
    async [Symbol.asyncDispose]() {
      for (const { id } of engine.containers().containers) {
        await engine.act(id, { do: 'remove', force: true, volumes: true, withCheckpoint: true });
      }
      changes[Symbol.dispose]();
      await engine[Symbol.asyncDispose]();
      await rm(root, { recursive: true, force: true });
    },
  };
  return subject;
}

/** As a containers.conf that names these programs alone. */
export function settingsTextOf({ name, path: program, conmon }: Programs): string {
  const quoted = JSON.stringify;
  return `[engine]\nruntime = ${quoted(name)}\nconmon_path = [${quoted(conmon)}]\n[engine.runtimes]\n${name} = [${quoted(program)}]\n`;
}

export async function importBusybox(root: string, folder: string): Promise<void> {
  const rootfs = path.join(root, 'rootfs');
  const busybox = await machinesBusybox();
  if (busybox === null) throw new Error('this machine has no busybox');
  await mkdir(rootfs);
  await makeSampleRootfs(busybox, rootfs);
  const images = await ImageStore.open({ folder: path.join(folder, 'images'), umoci: null });
  const settings = { environment: ['PATH=/bin', 'MADE=by the image'], command: ['sh'] };
  await images.import(rootfs, { name: 'localhost/busybox:latest', settings });
}

/** No exit code is left of it: its conmon goes first. */
async function endWithConmon({ id, pid }: { id: string; pid: number }, runFolder: string): Promise<void> {
  const [name = ''] = await readdir(runFolder).then((names) => names.filter((each) => /^(runc|crun)$/.test(each)));
  const conmon = await pidIn(new Folders(path.join(runFolder, name)).of(id).conmonPidFile);
  for (const each of [conmon, pid]) if (each !== null) process.kill(each, 'SIGKILL');
  while (await isThere(`/proc/${pid}`)) await new Promise((resolve) => setImmediate(resolve));
}

async function begin(place: Place): Promise<BundleEngine> {
  const engine = await offeredEngine(place, true);
  if (engine === null) throw new Error('the bundle engine is not offered');
  const changes = new Changes(engine);
  engine.start();
  await changes.untilConnection('connected');
  changes[Symbol.dispose]();
  return engine;
}
