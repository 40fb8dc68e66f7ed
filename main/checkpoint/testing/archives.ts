/** Checkpoint archives for tests, made by hand: also such as no engine would write. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Header, pack } from 'tar-stream';

export interface Member {
  readonly header: Partial<Header> & { readonly name: string };
  readonly content?: string | Uint8Array;
}

/** What libpod's config.dump says of a container named web. */
export const configMember: Member = {
  header: { name: 'config.dump' },
  content: JSON.stringify({
    id: 'a'.repeat(64),
    name: 'web',
    rootfsImageName: 'localhost/web:1',
    runtime: 'runc',
    ProcessLabel: 'system_u:system_r:container_t:s0:c1,c2',
  }),
};

export async function writeArchive(file: string, members: readonly Member[]): Promise<void> {
  const tar = pack();
  for (const { header, content = '' } of members) {
    if (header.type === undefined || header.type === 'file') tar.entry(header, Buffer.from(content));
    else tar.entry(header);
  }
  tar.finalize();
  await pipeline(tar, createWriteStream(file));
}
