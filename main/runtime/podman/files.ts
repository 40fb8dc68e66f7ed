/** Looks at a container's files without running anything in it. */
import { z } from 'zod';
import type { RuntimeContainer } from '../oci-runtime.ts';
import { containerPath, type LibpodClient, parseReply } from './client.ts';

const statHeader = 'x-docker-container-path-stat';
/** Go's `os.FileMode`: the kinds of files have bits of their own, above the permissions. */
const modeDirectory = 2 ** 31;
const modeSymlink = 2 ** 27;
const executableBits = 0o111;
const pathStat = z.object({ mode: z.number(), linkTarget: z.string() });

/** Whether an executable file is at this path; links are followed, so far as the engine tells where they lead. */
export async function isExecutable(
  client: LibpodClient,
  ctr: RuntimeContainer,
  path: string,
  depth = 0,
): Promise<boolean> {
  const headers = await client.head(containerPath(ctr.id, '/archive'), {
    query: { path },
    doing: `Look at ${path} in ${ctr.name}`,
  });
  const header = headers?.[statHeader];
  if (typeof header !== 'string') return false;
  const told = Buffer.from(header, 'base64').toString('utf8');
  const { mode, linkTarget } = parseReply(pathStat, told, `HEAD ${containerPath(ctr.id, '/archive')}`);
  if (has(mode, modeDirectory)) return false;
  if (!has(mode, modeSymlink)) return (mode & executableBits) !== 0;
  if (depth > 8 || linkTarget === path) return false;
  return isExecutable(client, ctr, resolveLink(path, linkTarget), depth + 1);
}

function has(mode: number, bit: number): boolean {
  return Math.floor(mode / bit) % 2 === 1;
}

function resolveLink(path: string, target: string): string {
  return target.startsWith('/') ? target : `${path.slice(0, path.lastIndexOf('/'))}/${target}`;
}
