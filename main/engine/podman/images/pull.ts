/** Images from registries, by a Podman: what it says meanwhile, and how it ends. */
import { z } from 'zod';
import { GantryError } from '../../../../shared/errors.ts';
import { withHint } from '../../../runtime/errors.ts';
import type { LibpodClient } from '../../../runtime/podman/client.ts';
import { errorOfReply, errorOfSocket } from '../../../runtime/podman/errors.ts';
import { malformed, parseReply } from '../../../runtime/podman/reply.ts';
import type { Ongoing } from '../../image-import.ts';
import { Lines } from '../lines.ts';
import { plainId } from './read.ts';

/** libpod's `entities.ImagePullReport`: a line each of what it does, of a failure, and of the end. */
const report = z.object({
  stream: z.string().optional(),
  error: z.string().optional(),
  id: z.string().optional(),
});

const hint =
  'Check its name and tag, and whether the engine’s machine reaches the registry. One that wants to know who asks: `podman login` first.';

/** @returns the id of the image. Throws with the registry's own words. */
export async function pullImage(
  client: LibpodClient,
  reference: string,
  { signal, onProgress }: Ongoing,
): Promise<string> {
  const doing = `Pull ${reference}`;
  const tell = (words: string | null): void => onProgress({ phase: 'pulling', bytes: null, totalBytes: null, words });
  tell(null);
  try {
    const reply = await client.stream('POST', '/images/pull', { query: { reference }, signal, doing });
    const lines = new Lines();
    let id = '';
    for await (const chunk of reply) {
      for (const line of lines.read(chunk)) {
        if (line.trim() === '') continue;
        const said = parseReply(report, line, doing);
        if (said.error !== undefined) throw refused(said.error, doing);
        if (said.stream !== undefined && said.stream.trim() !== '') tell(said.stream.trim());
        id = said.id ?? id;
      }
    }
    if (id === '') throw malformed(doing, 'It ended without the image’s id.');
    return plainId(id);
  } catch (thrown) {
    if (signal.aborted) throw new GantryError({ code: 'cancelled', message: `${doing}: called off.`, cause: thrown });
    throw withHint(errorOfSocket(thrown, doing), ['engine-failed', 'not-found', 'denied', 'invalid'], hint);
  }
}

/** The answer had begun: a failure is told in it, with the status of a success. */
function refused(words: string, doing: string): GantryError {
  return errorOfReply(500, JSON.stringify({ message: words }), doing);
}
