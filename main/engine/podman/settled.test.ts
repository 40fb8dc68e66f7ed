import { afterEach, describe, expect, it } from 'vitest';
import { type FakeEngine, startFakeEngine } from '../../runtime/podman/testing/fake-engine.ts';
import { Settled } from './settled.ts';

let engine: FakeEngine;
afterEach(() => engine[Symbol.asyncDispose]());

const { signal } = new AbortController();

/** A fake engine that notes what it has told only when somebody inspects the container: a real one does so by chance. */
async function lateEngine(noted: string, inspection: 404 | 500) {
  let state = 'initialized';
  const times = { Created: '2026-11-25T09:00:00Z', StartedAt: 0, ExitedAt: 0 };
  engine = await startFakeEngine((request, reply) => {
    if (request.url?.includes('/containers/json'))
      return void reply.end(JSON.stringify([{ Id: 'x', State: state, ...times }]));
    state = noted;
    reply.writeHead(inspection).end('{"message":"no such container"}');
  });
  return new Settled(engine.client);
}

const inspections = () => engine.asked.filter((asked) => asked.includes('/containers/x/json')).length;

describe('containers that are read after an event', () => {
  it('are waited for where the engine has not noted yet what it told', async () => {
    const settled = await lateEngine('running', 404);
    settled.happened('x', 'init');
    settled.happened('x', 'start');
    expect(await settled.read(['x'], signal)).toMatchObject([{ id: 'x', state: 'running' }]);
    expect(inspections()).toBe(1);
  });

  it.each([
    ['that has nothing to do with their states', 'rename'],
    ['that fits what is read', 'init'],
  ])('are read once after one %s', async (_what, action) => {
    const settled = await lateEngine('running', 500);
    settled.happened('x', action);
    expect(await settled.read(['x'], signal)).toMatchObject([{ state: 'initialized' }]);
    expect(engine.asked).toHaveLength(1);
  });

  it('are waited for once for each event, not whenever they are read', async () => {
    const settled = await lateEngine('initialized', 404);
    settled.happened('x', 'start');
    await settled.read(undefined, signal);
    await settled.read(['x'], signal);
    expect(inspections()).toBe(1);
  });

  it('are not told as known where the engine refuses', async () => {
    const settled = await lateEngine('running', 500);
    settled.happened('x', 'start');
    await expect(settled.read(['x'], signal)).rejects.toMatchObject({ engineMessage: 'no such container' });
  });
});
