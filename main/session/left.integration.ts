/** Terminals that an app which was killed has left, in an engine that lets them live on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it } from 'vitest';
import { settingsTextOf, startBundleSubject } from '../engine/bundle/testing/bundle-subject.ts';
import { owned } from '../engine/testing/owned.ts';
import { runcPrograms } from '../runtime/conmon/testing/programs.ts';
import { LeftExecs } from './left-execs.ts';
import { SessionHost } from './session-host.ts';
import { targetIn } from './testing/target-in.ts';
import { TestWindow } from './testing/test-window.ts';

const app = path.join(import.meta.dirname, 'testing', 'keeps-terminal.ts');
const size = { columns: 91, rows: 27 };

it('is found again, taken up with all that it had, and ended like any other', async () => {
  const programs = await runcPrograms();
  const subject = owned(await startBundleSubject(programs));
  const { id } = await subject.run(['sleep', '100000']);
  const { folder, runFolder } = subject.place;
  await subject.quit();
  const place = JSON.stringify({ folder, runFolder, settings: settingsTextOf(programs) });
  const child = spawn(process.execPath, [app, place, id], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  await subject.restart();

  const { engine } = subject;
  const host = owned(
    new SessionHost({
      left: new LeftExecs(path.join(folder, 'left-running.json')),
      resolve: (_engineId, containerId) => targetIn(engine, containerId),
    }),
  );
  expect(await engine.openExecSessions(id)).toBe(1);
  const [left, ...others] = await host.left(engine.id, id);
  expect(others).toEqual([]);
  expect(left).toMatchObject({ command: ['sh'], terminal: true, cwd: '/tmp', isRunning: true });
  const session = await host.takeUp(engine.id, id, left?.id ?? '', size);
  expect(session).toMatchObject({ kind: 'exec', command: ['sh'], containerId: id });
  // It is nobody's to take up any more.
  expect(await host.left(engine.id, id)).toEqual([]);
  await expect(host.takeUp(engine.id, id, left?.id ?? '', size)).rejects.toMatchObject({ code: 'not-found' });
  const window = new TestWindow();
  host.view(session.id, window.port);
  window.type('echo "still $left"; pwd; stty size\r');
  await window.untilText(/still 42\r\n\/tmp\r\n27 91\r\n/);
  window.type('exit 5\r');
  expect(await window.untilState('ended')).toEqual({ state: 'ended', exitCode: 5 });
  expect(await engine.runtimeOf(id).execSessions?.(engine.container(id))).toEqual([]);

  // Started again it is a new one, where the old one was.
  await host.restart(session.id);
  await window.untilState('running');
  window.type('echo "now [$left]"; pwd\r');
  await window.untilText(/now \[\]\r\n\/tmp\r\n/);
  await host.close(session.id);
  expect(await engine.openExecSessions(id)).toBe(0);
});
