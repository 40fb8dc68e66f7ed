// @ts-check
/** What things are called in each distribution. */

/** @typedef {'apt' | 'dnf'} ManagerName */
/** @typedef {'engine' | 'sampleImage' | 'electron' | 'display' | 'chromium' | 'umoci' | 'runtimeSpec' | 'selinuxMachine'} Purpose */

/**
 * What each purpose needs. A list inside the list means: the first of these names that exists
 * (Debian 13 and Ubuntu 24.04 renamed libraries to …t64). `?` marks what is left out where the
 * distribution doesn't have it.
 * @type {Record<ManagerName, Record<Purpose, (string | string[])[]>>}
 */
export const wanted = {
  apt: {
    engine: [
      'podman',
      'conmon',
      'crun?',
      'runc?',
      'netavark?',
      'aardvark-dns?',
      'iptables',
      'nftables',
      'uidmap',
      'slirp4netns?',
      'passt?',
      'catatonit?',
      'busybox-static',
    ],
    sampleImage: ['busybox-static'],
    electron: [
      ['libgtk-3-0t64', 'libgtk-3-0'],
      'libnss3',
      ['libasound2t64', 'libasound2'],
      'libgbm1',
      'libxss1',
      ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
    ],
    display: ['xvfb', 'xauth'],
    chromium: ['chromium'],
    umoci: ['umoci'],
    runtimeSpec: ['golang-github-opencontainers-specs-dev'],
    selinuxMachine: ['qemu-system-x86', 'seabios', 'mmdebstrap', 'debian-archive-keyring', 'e2fsprogs'],
  },
  dnf: {
    engine: [
      'podman',
      'conmon',
      'crun',
      'netavark',
      'aardvark-dns',
      'iptables-nft',
      'nftables',
      'catatonit?',
      'criu?',
      // crun loads it for checkpoints; a weak dependency of its own.
      'criu-libs?',
      'busybox',
    ],
    sampleImage: ['busybox'],
    electron: ['gtk3', 'nss', 'alsa-lib', 'mesa-libgbm', 'libXScrnSaver', 'at-spi2-atk'],
    display: ['xorg-x11-server-Xvfb', 'xorg-x11-xauth?'],
    chromium: ['chromium'],
    umoci: ['umoci'],
    runtimeSpec: ['golang-github-opencontainers-runtime-spec-devel'],
    selinuxMachine: ['qemu-system-x86-core', 'seabios-bin', 'mmdebstrap', 'debian-keyring', 'e2fsprogs'],
  },
};

/**
 * Settles the names for this distribution.
 * @param {(string | string[])[]} entries
 * @param {(name: string) => Promise<boolean>} exists
 * @returns {Promise<string[]>}
 */
export async function settleNames(entries, exists) {
  /** @type {string[]} */
  const names = [];
  for (const entry of entries) {
    if (Array.isArray(entry)) {
      let chosen = entry.at(-1) ?? '';
      for (const name of entry) {
        if (await exists(name)) {
          chosen = name;
          break;
        }
      }
      names.push(chosen);
    } else if (entry.endsWith('?')) {
      if (await exists(entry.slice(0, -1))) names.push(entry.slice(0, -1));
    } else names.push(entry);
  }
  return names;
}
