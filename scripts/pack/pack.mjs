// @ts-check
/** Electron, build, the folder, its archive, and what it all weighs. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from '../build/build.mjs';
import { inTurn } from '../setup/in-turn.mjs';
import { projectRoot } from '../setup/paths.mjs';
import { SetupProblem } from '../setup/problem.mjs';
import { sayStep } from '../setup/say.mjs';
import { electron } from '../setup/steps/electron.mjs';
import { archiveOf, packFolder } from './folder.mjs';
import { megabytes, weight } from './size.mjs';
import { tarball } from './tarball.mjs';

const packages = ['deb', 'rpm', 'AppImage'];

/**
 * @param {string[]} args the packages that are wanted besides the folder
 * @returns {Promise<number>} the exit code
 */
export async function pack(args) {
  const wanted = wantedPackages(args);
  const found = await electron({ say: sayStep });
  refuseStandIn(found, wanted);
  const target = found.standIn ? 'stand-in' : 'shipped';
  await inTurn(() => build({ target, say: sayStep }), { say: sayStep });
  const folder = await packFolder({ electron: found, packages: wanted, say: sayStep });
  const { version } = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8'));
  const archive = path.join(projectRoot, 'dist', `gantry-${version}-linux-${process.arch}.tar.gz`);
  sayStep('packing the folder into an archive');
  await tarball({ folder, archive, name: `gantry-${version}` });
  for (const each of [folder, archiveOf(folder, found.standIn), archive]) {
    sayStep(`${path.relative(projectRoot, each)}: ${megabytes(await weight(each))}`);
  }
  if (found.standIn) {
    process.stdout.write(
      `This one is for tests only: Electron ${found.version} stands in for the current one, which could not be downloaded.\n`,
    );
  }
  return 0;
}

/** @param {string[]} args */
export function wantedPackages(args) {
  const unknown = args.find((arg) => !packages.includes(arg));
  if (unknown !== undefined) {
    throw new SetupProblem(`"${unknown}" is no package that can be made.`, `There are: ${packages.join(', ')}.`);
  }
  return args;
}

/** @param {{ standIn: boolean, version: string }} electron @param {string[]} wanted */
export function refuseStandIn({ standIn, version }, wanted) {
  if (!standIn || wanted.length === 0) return;
  throw new SetupProblem(
    `No ${wanted.join(', no ')} is made here: Electron could not be downloaded, and Electron ${version}, which stands in for it, is too old to be given to anybody.`,
    'Make the download possible (a proxy, ELECTRON_MIRROR), run `npm run setup` and then this again.',
  );
}
