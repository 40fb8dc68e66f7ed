/** What can be done to an image of a Podman. */
import type { ImageAction } from '../../../../shared/image.ts';
import { imagePath } from '../../../runtime/podman/address.ts';
import type { LibpodClient } from '../../../runtime/podman/client.ts';
import { inspectImage } from './read.ts';

/** @param removeContainer of those that are removed before their image */
export async function actOnImage(
  client: LibpodClient,
  id: string,
  action: ImageAction,
  removeContainer: (containerId: string) => Promise<void>,
): Promise<void> {
  switch (action.do) {
    case 'tag':
      await tagImage(client, id, action.name);
      if (action.instead !== null && action.instead !== action.name) await untagImage(client, id, action.instead);
      return;
    case 'untag':
      return untagImage(client, id, action.name);
    case 'remove':
      for (const containerId of action.containers) await removeContainer(containerId);
      return removeImage(client, id);
  }
}

export function tagImage(client: LibpodClient, id: string, name: string): Promise<void> {
  return client.send('POST', imagePath(id, '/tag'), { query: parted(name), doing: `Name an image ${name}` });
}

function untagImage(client: LibpodClient, id: string, name: string): Promise<void> {
  return client.send('POST', imagePath(id, '/untag'), { query: parted(name), doing: `Remove the name ${name}` });
}

/**
 * Podman removes one of several names only by force, which would take its containers along. So it has one when it is
 * removed, and gets the others back where that is refused.
 */
async function removeImage(client: LibpodClient, id: string): Promise<void> {
  const { names } = (await inspectImage(client, id)).summary;
  const others = names.slice(1);
  const doing = `Remove ${names[0] ?? `the image ${id.slice(0, 12)}`}`;
  try {
    for (const name of others) await untagImage(client, id, name);
    await client.send('DELETE', imagePath(id), { doing });
  } catch (thrown) {
    for (const name of others) await tagImage(client, id, name);
    throw thrown;
  }
}

/** As the API wants it. */
function parted(name: string): { repo: string; tag: string } {
  const tag = /:([^:/]+)$/.exec(name)?.[1];
  return tag === undefined ? { repo: name, tag: 'latest' } : { repo: name.slice(0, -tag.length - 1), tag };
}
