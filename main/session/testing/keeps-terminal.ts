/** An app with a terminal in one of the bundle engine's containers, to be killed: `node keeps-terminal.ts PLACE CONTAINER`. */
import path from 'node:path';
import { z } from 'zod';
import { BundleEngine } from '../../engine/bundle/bundle-engine.ts';
import { Changes } from '../../engine/testing/changes.ts';
import { settingsOf } from '../../runtime/conmon/runtime-settings.ts';
import { LeftExecs } from '../left-execs.ts';
import { SessionHost } from '../session-host.ts';
import { targetIn } from './target-in.ts';
import { TestWindow } from './test-window.ts';

const place = z.object({ folder: z.string(), runFolder: z.string(), settings: z.string() });

const [placeText = '', containerId = ''] = process.argv.slice(2);
const { settings, ...folders } = place.parse(JSON.parse(placeText));
const parts = { environment: process.env, settings: settingsOf([settings]), netavark: null };
const engine = new BundleEngine({ ...folders, ...parts });
const changes = new Changes(engine);
engine.start();
await changes.untilConnection('connected');
const host = new SessionHost({
  left: new LeftExecs(path.join(folders.folder, 'left-running.json')),
  resolve: (_engineId, id) => targetIn(engine, id),
});
const asked = { kind: 'exec', command: ['sh'], user: null, workingDirectory: '/tmp' } as const;
const size = { columns: 80, rows: 24 };
const session = await host.open({ ...asked, command: [...asked.command], engineId: engine.id, containerId, size });
const window = new TestWindow();
host.view(session.id, window.port);
window.type('left=$((6 * 7)); echo "it has $left"\r');
await window.untilText('it has 42');
console.log('ready');
