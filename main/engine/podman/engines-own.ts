/** What of the actions on a container is asked of Podman itself, since libpod's `OCIRuntime` doesn't have it. */
import { containerPath, type LibpodClient } from '../../runtime/podman/client.ts';
import { inspectContainer } from '../../runtime/podman/inspect.ts';
import type { EnginesOwn } from '../act.ts';

export function enginesOwn(client: LibpodClient): EnginesOwn {
  return {
    async restart({ id, name }, timeoutSeconds) {
      const doing = `Restart ${name}`;
      // It has to be named: without any, Podman kills it at once.
      const timeout = timeoutSeconds ?? (await inspectContainer(client, id, doing)).parsed.Config.StopTimeout ?? 10;
      return client.send('POST', containerPath(id, '/restart'), { query: { timeout }, doing, lasts: true });
    },
    rename({ id, name: before }, name) {
      return client.send('POST', containerPath(id, '/rename'), { query: { name }, doing: `Rename ${before}` });
    },
  };
}
