// @ts-check
/** The OCI runtime specification's own JSON schema, which tests hold containers' configurations against. */
import { access } from 'node:fs/promises';
import { installPackages } from '../packages.mjs';
import { SetupProblem } from '../problem.mjs';

/** Where distributions put it. */
export const runtimeSpecSchema = '/usr/share/gocode/src/github.com/opencontainers/runtime-spec/schema';

const isThere = () =>
  access(`${runtimeSpecSchema}/config-schema.json`).then(
    () => true,
    () => false,
  );

/**
 * @param {{
 *   yes: boolean,
 *   say: (line: string) => void,
 *   find?: () => Promise<boolean>,
 *   install?: typeof installPackages,
 * }} options
 */
export async function runtimeSpecForTests({ yes, say, find = isThere, install = installPackages }) {
  if (await find()) return;
  await install('runtimeSpec', 'To check configurations of containers in tests', { yes, say });
  if (await find()) return;
  throw new SetupProblem(
    'The JSON schema of the OCI runtime specification is not there for tests.',
    `Put it into ${runtimeSpecSchema} and run this again.`,
  );
}
