/** A program that owns a service and listens to it as the app does, until it is killed. Prints the service's number. */
import { LibpodClient } from '../../runtime/podman/client.ts';
import { OwnService } from '../own-service.ts';
import { openEvents } from '../podman/events.ts';

const { signal } = new AbortController();
const service = await OwnService.create(process.env, { idleSeconds: 1 });
await service.ensure(signal);
const events = await openEvents(new LibpodClient({ socketPath: service.socketPath }), signal);
process.stdout.write(`${service.pid}\n`);
for await (const _ of events);
