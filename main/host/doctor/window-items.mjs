// @ts-check
/** What the window needs: Node, the npm dependencies, Electron, a display; and SELinux, whose types it shows. */
import { info, limited, missing, ok } from './item.mjs';
import { isOlder } from './podman.mjs';

/** @typedef {import('../../../shared/doctor.ts').DoctorItem} DoctorItem */
/** @typedef {import('./types.ts').Machine} Machine */

const oldestNode = '20.19.0';

/** @param {Machine} machine @returns {Promise<DoctorItem>} */
export async function nodeItem(machine) {
  const version = machine.nodeVersion ?? (await machine.run('node', ['--version'])).stdout.trim().replace(/^v/, '');
  if (!isOlder(version, oldestNode)) return ok('node', 'Node', version);
  const cost = `The commands need Node ${oldestNode} or newer.`;
  return missing('node', 'Node', cost, 'Install a newer Node.', version || null);
}

/** @param {Machine} machine @param {string} project @returns {Promise<DoctorItem>} */
export async function dependenciesItem(machine, project) {
  const [id, title] = ['dependencies', 'npm dependencies'];
  const installed = await machine.read(`${project}/node_modules/.package-lock.json`);
  if (installed !== null) return ok(id, title, 'installed');
  return missing(id, title, 'Nothing runs.', '`npm run setup` installs them.');
}

/**
 * @param {import('./types.ts').ElectronFacts | null} electron
 * @param {import('./types.ts').Remedies} remedies
 * @returns {DoctorItem}
 */
export function electronItem(electron, remedies) {
  const [id, title] = ['electron', 'Electron'];
  if (electron === null) return missing(id, title, 'No window.', remedies.electron);
  if (!electron.standIn) return ok(id, title, electron.version);
  const cost =
    'An old Electron stands in, since the current one could not be downloaded: for development and tests only.';
  return limited(id, title, `${electron.version} (stand-in)`, cost, remedies.currentElectron);
}

/** @param {Machine} machine @returns {Promise<DoctorItem>} */
export async function displayItem(machine) {
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

/** @param {Machine} machine @returns {Promise<DoctorItem>} */
export async function selinuxItem(machine) {
  const [id, title] = ['selinux', 'SELinux'];
  const enforce = await machine.read('/sys/fs/selinux/enforce');
  if (enforce === null) {
    const cost = 'Containers have no SELinux types to show.';
    // Many distributions come without it: that is no fault, and nobody is to switch it on for us.
    const config = await machine.read('/etc/selinux/config');
    return config === null ? info(id, title, 'off', cost) : limited(id, title, 'off', cost, switchOn(config));
  }
  if (enforce.trim() === '1') return ok(id, title, 'enforcing');
  return limited(id, title, 'permissive', 'Types are shown, but nothing is denied.', 'Run `setenforce 1` as root.');
}

/**
 * A machine that ran without it has files without labels: enforced at once, it may not boot any more.
 * @param {string} config
 */
function switchOn(config) {
  const relabelling = 'let all files be labelled at the next boot (`fixfiles -F onboot`)';
  return /^\s*SELINUX\s*=\s*disabled/m.test(config)
    ? `Set SELINUX=permissive in /etc/selinux/config and ${relabelling}; when that went well, set it to enforcing.`
    : `The kernel was started without it. Put selinux=1 security=selinux on its command line instead of selinux=0, and ${relabelling}.`;
}
