/** Which package of the machine's a program belongs to (libpod: `version.Package` of containers/common). */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

interface Packager {
  readonly program: string;
  readonly args: readonly string[];
  /** The package in its answer; null: that has none. */
  readonly told: (answer: string) => Promise<string | null>;
}

/** The whole answer. */
const asItIs = async (answer: string): Promise<string | null> => answer || null;
/** `/usr/bin/crun is owned by crun 1.8.1-1`. */
const owner = async (answer: string): Promise<string | null> => / is owned by (.+)$/m.exec(answer)?.[1] ?? null;
/** `conmon: /usr/bin/conmon`, and then of that package its version, as libpod writes it. */
const debian = async (answer: string): Promise<string | null> => {
  const name = /^([^:\s,]+)(?::\S+)?: /.exec(answer)?.[1];
  const format = `\${Package}_\${Version}_\${Architecture}`;
  return name === undefined ? null : ask('/usr/bin/dpkg-query', ['-f', format, '-W', name]);
};

const packagers: readonly Packager[] = [
  { program: '/usr/bin/rpm', args: ['-q', '-f'], told: asItIs },
  { program: '/usr/bin/dpkg', args: ['-S'], told: debian },
  { program: '/usr/bin/pacman', args: ['-Qo'], told: owner },
  { program: '/usr/bin/qfile', args: ['-qv'], told: asItIs },
  { program: '/usr/bin/equery', args: ['b'], told: asItIs },
  { program: '/sbin/apk', args: ['info', '-W'], told: owner },
];

/**
 * Takes a part of a second: packagers look through all that is installed.
 * @param file the program's full path
 * @returns such as `conmon_2.1.6+ds1-1_amd64`; empty: no package's, or the machine has no packager that we know
 */
export async function owningPackage(file: string): Promise<string> {
  for (const { program, args, told } of packagers) {
    const answer = await ask(program, [...args, file]);
    const found = answer === null ? null : await told(answer);
    if (found !== null) return found;
  }
  return '';
}

/** @returns null where it isn't there, or has nothing to tell */
async function ask(program: string, args: readonly string[]): Promise<string | null> {
  return promisify(execFile)(program, args, {
    timeout: 10_000,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  }).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
}
