/** What the window needs: Node, the npm dependencies, Electron, a display; and SELinux, whose types it shows. */
import type { DoctorItem } from '../../../shared/doctor.ts';
import { limited, missing, ok } from './item.ts';
import type { Machine } from './machine.ts';
import { isOlder } from './podman.ts';
import type { Remedies } from './remedies.ts';

const oldestNode = '20.19.0';

export async function nodeItem(machine: Machine): Promise<DoctorItem> {
  const version = machine.nodeVersion ?? (await machine.run('node', ['--version'])).stdout.trim().replace(/^v/, '');
  if (!isOlder(version, oldestNode)) return ok('node', 'Node', version);
  const cost = `The commands need Node ${oldestNode} or newer.`;
  return missing('node', 'Node', cost, 'Install a newer Node.', version || null);
}

export async function dependenciesItem(machine: Machine, project: string): Promise<DoctorItem> {
  const [id, title] = ['dependencies', 'npm dependencies'];
  const installed = await machine.read(`${project}/node_modules/.package-lock.json`);
  if (installed !== null) return ok(id, title, 'installed');
  return missing(id, title, 'Nothing runs.', '`npm run setup` installs them.');
}

export interface ElectronFacts {
  readonly version: string;
  readonly standIn: boolean;
}

export function electronItem(electron: ElectronFacts | null, remedies: Remedies): DoctorItem {
  const [id, title] = ['electron', 'Electron'];
  if (electron === null) return missing(id, title, 'No window.', remedies.electron);
  if (!electron.standIn) return ok(id, title, electron.version);
  const cost =
    'An old Electron stands in, since the current one could not be downloaded: for development and tests only.';
  return limited(id, title, `${electron.version} (stand-in)`, cost, remedies.currentElectron);
}

export async function displayItem(machine: Machine): Promise<DoctorItem> {
  const [id, title] = ['display', 'Display'];
  const { WAYLAND_DISPLAY: wayland, DISPLAY: x11 } = machine.env;
  if (wayland) return ok(id, title, `Wayland ${wayland}`);
  if (x11) return ok(id, title, `X11 ${x11}`);
  if ((await machine.which('Xvfb')) !== null) {
    return limited(
      id,
      title,
      'Xvfb',
      'The window opens on a virtual display that nobody sees.',
      'Start it in a graphical session.',
    );
  }
  return missing(id, title, 'No window.', 'Start it in a graphical session; for tests Xvfb serves.');
}

export async function selinuxItem(machine: Machine): Promise<DoctorItem> {
  const [id, title] = ['selinux', 'SELinux'];
  const enforce = await machine.read('/sys/fs/selinux/enforce');
  if (enforce === null) return limited(id, title, 'off', 'Containers have no SELinux types to show.', null);
  if (enforce.trim() === '1') return ok(id, title, 'enforcing');
  return limited(id, title, 'permissive', 'Types are shown, but nothing is denied.', 'Run `setenforce 1` as root.');
}
