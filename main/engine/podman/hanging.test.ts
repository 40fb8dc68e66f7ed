import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startFakeEngine } from '../../runtime/podman/testing/fake-engine.ts';
import { Changes } from '../testing/changes.ts';
import { owned } from '../testing/owned.ts';
import { engineAt } from '../testing/test-podman.ts';

// Only those of our own limits: the pauses between tries, and Node's network, keep their time.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const answers: Readonly<Record<string, string>> = {
  '/_ping': 'OK',
  '/info': '{"host":{"security":{"rootless":false,"selinuxEnabled":false}},"store":{},"version":{"Version":"5.4.0"}}',
  '/containers/json': '[]',
};
const event = JSON.stringify({ Type: 'container', Action: 'start', id: 'a'.repeat(64) });

/** A fake engine that takes connections, and hangs at what is in `hangsAt`. */
async function startHangingFake(...at: string[]) {
  const hangsAt = new Set(at);
  let tellEvent: () => void = () => {};
  const fake = owned(
    await startFakeEngine(({ url = '' }, reply) => {
      const { pathname } = new URL(url, 'http://engine');
      const what = pathname.replace(/^\/v[\d.]+\/libpod/, '');
      if (hangsAt.has(what)) return;
      if (what !== '/events') return void reply.end(answers[what]);
      reply.writeHead(200).flushHeaders();
      tellEvent = () => void reply.write(`${event}\n`);
    }),
  );
  const asked = (what: string) => fake.asked.filter((request) => request.includes(what)).length;
  const untilAsked = (what: string, times = 1) =>
    vi.waitUntil(() => asked(what) >= times, { interval: 5, timeout: 4000 });
  const engine = owned(engineAt(fake.client.socketPath));
  const changes = new Changes(engine);
  onTestFinished(() => changes[Symbol.dispose]());
  engine.start();
  return { engine, changes, hangsAt, asked, untilAsked, tellEvent: () => tellEvent() };
}

const doesNotAnswer = {
  state: 'lost',
  error: { code: 'engine-unreachable', message: expect.stringContaining('does not answer'), hint: expect.any(String) },
};

describe('an engine that takes connections', () => {
  it.each(['/_ping', '/events', '/info', '/containers/json'])(
    'but hangs at %s is lost, and is there when it answers again',
    async (what) => {
      const { engine, changes, hangsAt, untilAsked } = await startHangingFake(what);
      await untilAsked(what);
      expect(engine.summary().connection).toEqual({ state: 'connecting' });
      vi.advanceTimersByTime(20_000);
      await changes.untilConnection('lost');
      expect(engine.summary().connection).toMatchObject(doesNotAnswer);
      hangsAt.clear();
      engine.retry();
      await changes.untilConnection('connected');
    },
  );

  it('but hangs when a container has changed is lost too, with what was known', async () => {
    const { engine, changes, hangsAt, asked, untilAsked, tellEvent } = await startHangingFake();
    await changes.untilConnection('connected');
    hangsAt.add('/containers/json');
    const before = asked('/containers/json');
    tellEvent();
    await untilAsked('/containers/json', before + 1);
    expect(engine.summary().connection).toEqual({ state: 'connected' });
    vi.advanceTimersByTime(20_000);
    await changes.untilConnection('lost');
    expect(engine.summary()).toMatchObject({ connection: doesNotAnswer, info: { version: '5.4.0' } });
  });

  it('is not cut off while nothing happens in it', async () => {
    const { engine, changes, asked, untilAsked, tellEvent } = await startHangingFake();
    await changes.untilConnection('connected');
    vi.advanceTimersByTime(3_600_000);
    const before = asked('/containers/json');
    tellEvent();
    await untilAsked('/containers/json', before + 1);
    expect(engine.summary().connection).toEqual({ state: 'connected' });
  });
});
