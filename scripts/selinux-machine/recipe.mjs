// @ts-check
/** What the machine's disk is made of. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Debian 13: the first whose policy knows containers. */
export const suite = 'trixie';

export const packages = [
  ...[
    'linux-image-cloud-amd64',
    'initramfs-tools',
    'systemd-sysv',
    'udev',
    'dbus',
    'kmod',
    'iproute2',
    'busybox-static',
  ],
  ...['podman', 'crun', 'runc', 'conmon', 'criu', 'libcriu2', 'netavark', 'nftables', 'iptables', 'catatonit'],
  ...['selinux-policy-default', 'selinux-utils', 'policycoreutils', 'semodule-utils'],
];

/** What a machine of qemu's needs to find its disk: nothing else is in the initrd, so that it is unpacked sooner. */
export const initrdModules = ['virtio_pci', 'virtio_blk', 'ext4'];

/** The units of overlay/. */
export const enabled = ['gantry-network', 'gantry-podman.socket', 'gantry-shell.socket', 'gantry-ready'];

/** Services that a machine which lives for a minute can do without. */
export const masked = [
  ...[
    'apt-daily.timer',
    'apt-daily-upgrade.timer',
    'dpkg-db-backup.timer',
    'fstrim.timer',
    'systemd-tmpfiles-clean.timer',
  ],
  ...['getty.target', 'systemd-logind.service', 'systemd-user-sessions.service', 'systemd-journal-flush.service'],
  ...['ldconfig.service', 'systemd-hwdb-update.service', 'systemd-binfmt.service', 'proc-sys-fs-binfmt_misc.automount'],
  ...['systemd-pstore.service', 'systemd-random-seed.service', 'systemd-update-done.service', 'dev-hugepages.mount'],
  ...['sys-kernel-debug.mount', 'sys-kernel-tracing.mount', 'sys-kernel-config.mount', 'sys-fs-fuse-connections.mount'],
  ...['netavark-dhcp-proxy.socket', 'netavark-dhcp-proxy.service', 'systemd-journal-catalog-update.service'],
  'selinux-autorelabel-mark.service',
];

/** Files that are laid over the distribution's. */
export const overlay = path.join(import.meta.dirname, 'overlay');

/** What Debian's policy lacks. */
export const policyModule = path.join(import.meta.dirname, 'fedora-like.cil');

/** Kinds of containers that libpod looks up in the policy, and Debian's doesn't name. */
export const contexts = [
  'kvm_process = "system_u:system_r:container_kvm_t:s0"',
  'init_process = "system_u:system_r:container_init_t:s0"',
];

/** A word that changes with anything of it. */
export async function recipeKey() {
  const hash = createHash('sha256');
  for (const name of (await readdir(import.meta.dirname, { recursive: true })).sort()) {
    if (!/^(overlay\/.*|fedora-like\.cil|recipe\.mjs|build\.mjs)$/.test(name)) continue;
    const content = await readFile(path.join(import.meta.dirname, name)).catch(() => '');
    hash.update(`${name}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}
