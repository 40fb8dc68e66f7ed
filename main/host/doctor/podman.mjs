// @ts-check
/** What Podman says about itself. */

/** Older ones lack API that the app needs. */
export const oldestPodman = '4.3.0';

/**
 * Null where Podman isn't installed.
 * @param {import('./types.ts').Machine} machine
 * @returns {Promise<import('./types.ts').PodmanFacts | null>}
 */
export async function podmanFacts(machine) {
  // Not `podman version`, which wants a sound storage: the version is to be known of a Podman that doesn't work, too.
  const [asked, told] = await Promise.all([
    machine.run('podman', ['--version']),
    machine.run('podman', ['info', '--format', 'json']),
  ]);
  if (asked.code === 127) return null;
  const version = /\bversion (\d\S*)/.exec(asked.stdout)?.[1] ?? 'of unknown version';
  const info = parse(told.stdout);
  const images = valueAt(info, 'store', 'imageStore', 'number');
  return {
    version,
    tooOld: /^\d/.test(version) && isOlder(version, oldestPodman),
    runtime: textAt(info, 'host', 'ociRuntime', 'name'),
    runtimePath: textAt(info, 'host', 'ociRuntime', 'path'),
    runtimeVersion: textAt(info, 'host', 'ociRuntime', 'version')?.split('\n')[0] ?? null,
    conmon:
      textAt(info, 'host', 'conmon', 'version')
        ?.replace(/,.*/s, '')
        .replace(/^conmon version /, '') ?? null,
    selinux: valueAt(info, 'host', 'security', 'selinuxEnabled') === true,
    rootless: valueAt(info, 'host', 'security', 'rootless') === true,
    images: typeof images === 'number' ? images : 0,
    complaint: complaintOf(told),
  };
}

/** @param {string} version @param {string} than */
export function isOlder(version, than) {
  const a = numbers(version);
  const b = numbers(than);
  for (let i = 0; i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** @param {string} version */
function numbers(version) {
  return (version.match(/\d+/g) ?? []).slice(0, 3).map(Number);
}

/** @param {string} text @returns {unknown} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * By hand: the set-up reads this before any dependency is there.
 * @param {unknown} value
 * @param {readonly string[]} keys
 * @returns {unknown} undefined where the value has no such place
 */
function valueAt(value, ...keys) {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** @param {unknown} value @param {readonly string[]} keys */
function textAt(value, ...keys) {
  const found = valueAt(value, ...keys);
  return typeof found === 'string' ? found : null;
}

/** @param {import('./types.ts').Ran} ran */
function complaintOf({ code, stderr }) {
  if (code === 0) return null;
  if (code === 124) return "it doesn't answer";
  return stderr.trim().split('\n').at(-1) || `exit code ${code}`;
}
