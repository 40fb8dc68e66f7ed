// @ts-check
/**
 * Fetches Debian's newest CRIU (from sid) with the libraries it needs and unpacks them into a folder of
 * their own. Nothing is installed: apt works with package lists of ours, from the mirror the machine uses.
 */
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lastWords, run } from '../run.mjs';
import { inWorkFolder } from '../work-folder.mjs';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * The Debian mirror of this machine, or null where it isn't a Debian.
 * @param {string} indexTargets what `apt-get indextargets --format '$(SITE)|$(RELEASE)|$(COMPONENT)'` says
 * @param {string} osRelease the text of /etc/os-release
 * @returns {string | null}
 */
export function debianMirror(indexTargets, osRelease) {
  if (!/^ID=debian$/m.test(osRelease)) return null;
  const codename = /^VERSION_CODENAME=(\S+)$/m.exec(osRelease)?.[1];
  const targets = indexTargets.split('\n').map((line) => line.split('|'));
  const isMain = targets.filter(
    ([site, release = '', component]) => site && component === 'main' && !release.includes('-'),
  );
  const own =
    isMain.find(([, release]) => release === codename) ?? isMain.find(([, release]) => release !== 'nodistro');
  return own?.[0] ?? null;
}

/** @returns {Promise<string | null>} */
export async function machinesDebianMirror() {
  const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const targets = await run('apt-get', [
    'indextargets',
    'Created-By: Packages',
    '--format',
    '$(SITE)|$(RELEASE)|$(COMPONENT)',
  ]);
  return debianMirror(targets.stdout, osRelease);
}

/**
 * @param {string} mirror
 * @param {string} folder where it shall be
 */
export async function fetchCriu(mirror, folder) {
  await inWorkFolder(folder, async (work) => {
    const options = await privateApt(mirror, work);
    await must('apt-get', [...options, '-qq', 'update']);
    const names = await neededPackages(options);
    const packages = path.join(work, 'packages');
    await mkdir(packages);
    await must('apt-get', [...options, '-qq', 'download', ...names], packages);
    const root = path.join(work, 'root');
    await mkdir(root);
    for (const file of await readdir(packages)) await must('dpkg', ['-x', path.join(packages, file), root]);
    await rm(folder, { recursive: true, force: true });
    await rename(root, folder);
  });
}

/** @param {string} mirror @param {string} work @returns {Promise<string[]>} options that keep apt within our folder */
async function privateApt(mirror, work) {
  for (const name of ['lists/partial', 'cache/archives/partial']) {
    await mkdir(path.join(work, name), { recursive: true });
  }
  const sources = path.join(work, 'sources.list');
  const key = path.join(work, 'keyring.gpg');
  await copyFile(keyring, key);
  await writeFile(sources, `deb [signed-by=${key}] ${mirror} sid main\n`);
  const settings = {
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '-',
    'Dir::State::lists': path.join(work, 'lists'),
    'Dir::State::status': '/dev/null',
    'Dir::Cache': path.join(work, 'cache'),
    'Acquire::Languages': 'none',
    // Our folder is private; apt's own user couldn't write into it.
    'APT::Sandbox::User': 'root',
    'APT::Get::List-Cleanup': '0',
    // A mirror that lags, or a clock that runs ahead, is no obstacle: what comes is signed all the same.
    'Acquire::Check-Valid-Until': 'false',
    // Else a mirror out of reach is a warning, and the failure a later one.
    'APT::Update::Error-Mode': 'any',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/** CRIU and everything it needs, the C library included. @param {string[]} options */
async function neededPackages(options) {
  const relations = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'];
  const found = await must('apt-cache', [
    ...options,
    'depends',
    '--recurse',
    ...relations.map((name) => `--no-${name}`),
    'criu',
  ]);
  return [...new Set(found.stdout.split('\n').filter((line) => /^[a-z0-9]/.test(line)))];
}

/** @param {string} command @param {string[]} args @param {string} [cwd] */
async function must(command, args, cwd) {
  const done = await run(command, args, { cwd, timeout: 300_000 });
  if (done.code !== 0) throw new Error(`${command}: ${/^E: (.+)/m.exec(done.stderr)?.[1] ?? lastWords(done)}`);
  return done;
}
