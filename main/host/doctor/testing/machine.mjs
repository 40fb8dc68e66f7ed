// @ts-check
/** A machine as a test describes it. */

/**
 * @typedef {object} Described
 * @property {import('../types.ts').Machine['env']} [env]
 * @property {boolean} [isRoot]
 * @property {string | null} [nodeVersion]
 * @property {Readonly<Record<string, string>>} [files] text of the files that are there
 * @property {Readonly<Record<string, string | Partial<import('../types.ts').Ran>>>} [programs] what the programs that
 *   are there answer; by "program arguments" or by "program" for all others
 */

/** @param {Described} described @returns {import('../types.ts').Machine} */
export function machineOf({ env = {}, isRoot = true, nodeVersion = '24.0.0', files = {}, programs = {} }) {
  const names = new Set(Object.keys(programs).map((command) => command.split(' ')[0]));
  return {
    env,
    isRoot,
    nodeVersion,
    async run(command, args) {
      const name = command.replace(/^\/usr\/bin\//, '');
      const answer = programs[[name, ...args].join(' ')] ?? programs[name];
      if (answer === undefined) return { code: names.has(name) ? 1 : 127, stdout: '', stderr: '' };
      return { code: 0, stdout: '', stderr: '', ...(typeof answer === 'string' ? { stdout: answer } : answer) };
    },
    read: async (file) => files[file] ?? null,
    which: async (name) => (names.has(name) ? `/usr/bin/${name}` : null),
  };
}

/** What `podman info` answers. */
export function podmanInfo({ runtime = 'crun', images = 1, rootless = false } = {}) {
  return JSON.stringify({
    host: {
      conmon: { version: 'conmon version 2.1.6, commit: unknown' },
      ociRuntime: { name: runtime, path: `/usr/bin/${runtime}`, version: `${runtime} version 1.8.1\ncommit: x` },
      security: { selinuxEnabled: false, rootless },
    },
    store: { imageStore: { number: images } },
  });
}

/**
 * The programs of a machine with a sound Podman.
 * @param {string} version
 * @param {Parameters<typeof podmanInfo>[0]} [info]
 * @returns {Record<string, string>}
 */
export function podmanPrograms(version, info = {}) {
  return {
    'podman --version': `podman version ${version}\n`,
    'podman info --format json': podmanInfo(info),
  };
}

/** /proc/self/limits and /proc/self/status, as far as they are read. */
export function limitFiles({
  nofile = '1048576',
  nproc = '1048576',
  capabilities = '000001ffffffffff',
  pidMax = '4194304',
} = {}) {
  return {
    '/proc/self/limits': [
      'Limit                     Soft Limit           Hard Limit           Units     ',
      `Max processes             ${nproc}                ${nproc}                processes `,
      `Max open files            1024                 ${nofile}               files     `,
    ].join('\n'),
    '/proc/self/status': `Name:\tnode\nCapEff:\t${capabilities}\n`,
    '/proc/sys/kernel/pid_max': `${pidMax}\n`,
  };
}

/** Without CAP_SYS_RESOURCE. */
export const withoutResource = '000001fffeffffff';
