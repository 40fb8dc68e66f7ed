// @ts-check
/** What tests need to build and run a machine with SELinux (see scripts/selinux-machine.mjs): few have it on. */
import { installPackages } from '../packages.mjs';
import { SetupProblem } from '../problem.mjs';
import { which } from '../which.mjs';

const programs = ['qemu-system-x86_64', 'mmdebstrap', 'mke2fs'];

/**
 * Only some tests need it: without it the others are run all the same.
 * @param {{
 *   yes: boolean,
 *   say: (line: string) => void,
 *   architecture?: string,
 *   missing?: () => Promise<string[]>,
 *   install?: typeof installPackages,
 * }} options
 * @returns {Promise<string | null>} why it can't be had, in a sentence or two
 */
export async function selinuxMachine({
  yes,
  say,
  architecture = process.arch,
  missing = missingPrograms,
  install = installPackages,
}) {
  if (architecture !== 'x64') return `A machine with SELinux is built for x64 only, and this one is ${architecture}.`;
  try {
    if ((await missing()).length === 0) return null;
    await install('selinuxMachine', 'To test with SELinux in a virtual machine', { yes, say });
  } catch (error) {
    if (error instanceof SetupProblem) return error.message;
    throw error;
  }
  const still = await missing();
  return still.length === 0 ? null : `A machine with SELinux needs ${still.join(', ')}, also after the installation.`;
}

async function missingPrograms() {
  const found = await Promise.all(programs.map((name) => which(name)));
  return programs.filter((_, i) => found[i] === null);
}
