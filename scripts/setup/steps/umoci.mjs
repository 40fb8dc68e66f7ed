// @ts-check
/** The bundle engine unpacks images by umoci where it is installed, and by itself where not: tests show both. */
import { installPackages } from '../packages.mjs';
import { SetupProblem } from '../problem.mjs';
import { which } from '../which.mjs';

/**
 * @param {{
 *   yes: boolean,
 *   say: (line: string) => void,
 *   find?: () => Promise<string | null>,
 *   install?: typeof installPackages,
 * }} options
 */
export async function umociForTests({ yes, say, find = () => which('umoci'), install = installPackages }) {
  if ((await find()) !== null) return;
  await install('umoci', 'To unpack images in tests', { yes, say });
  if ((await find()) !== null) return;
  throw new SetupProblem('There is no umoci to unpack images in tests with.', 'Install it and run this again.');
}
