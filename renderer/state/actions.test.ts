import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ContainerAction } from '../../shared/container.ts';
import { GantryError } from '../../shared/errors.ts';
import { type FakeBridge, installFakeBridge } from '../bridge/testing/fake-bridge.ts';
import { containerSample } from '../bridge/testing/samples.ts';
import { actOnAll, forgetActions, forgetUnreachable, settleActions, tellAtRow, useActions } from './actions.ts';

const box = containerSample(1);
const other = containerSample(2);
const stop = { do: 'stop', timeoutSeconds: null } as const;

let bridge: FakeBridge;
let answer: PromiseWithResolvers<undefined>;
beforeEach(() => {
  useActions.setState(useActions.getInitialState());
  answer = Promise.withResolvers();
  bridge = installFakeBridge().answer({ 'containers.act': () => answer.promise });
});

const doing = (id = box.id) => useActions.getState().pending.get(id)?.doing ?? null;
const failure = () => useActions.getState().failures.get(box.id);
const act = (action: ContainerAction) => actOnAll('a', [box], action);

describe('an action', () => {
  it('is pending at once, before anybody has answered', () => {
    actOnAll('a', [box, other], stop);
    expect([doing(), doing(other.id)]).toEqual(['stop', 'stop']);
    expect(bridge.inputs('containers.act')).toEqual([
      { engineId: 'a', containerId: box.id, action: stop },
      { engineId: 'a', containerId: other.id, action: stop },
    ]);
  });

  it('is done by the event, though the answer is still to come', () => {
    act(stop);
    settleActions([{ ...box, state: 'stopping' }]);
    expect(doing()).toBe('stop');
    settleActions([{ ...box, state: 'exited', exitCode: 0 }]);
    expect(doing()).toBeNull();
    expect(failure()).toBeUndefined();
  });

  it('is not done by the answer alone while the event is to come', async () => {
    act({ do: 'pause' });
    answer.resolve(undefined);
    await expect.poll(() => useActions.getState().pending.get(box.id)?.hasAnswered).toBe(true);
    expect(doing()).toBe('pause');
    settleActions([{ ...box, state: 'paused' }]);
    expect(doing()).toBeNull();
  });

  it('that changes nothing is not waited for without end', async () => {
    vi.useFakeTimers();
    try {
      act(stop);
      answer.resolve(undefined);
      await vi.waitFor(() => expect(useActions.getState().pending.get(box.id)?.hasAnswered).toBe(true));
      expect(doing()).toBe('stop');
      vi.advanceTimersByTime(3000);
      expect(doing()).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('that restarts is done when it has answered and begun anew', async () => {
    act({ do: 'restart', timeoutSeconds: null });
    settleActions([{ ...box, state: 'exited' }]);
    settleActions([{ ...box, startedAt: 5 }]);
    expect(doing()).toBe('restart');
    answer.resolve(undefined);
    await expect.poll(() => doing()).toBeNull();
  });

  it('that fails says so with the engine’s words, and does the same again when it is asked to', async () => {
    act(stop);
    answer.reject(new GantryError({ code: 'wrong-state', message: 'It runs not.', engineMessage: 'not running' }));
    await expect.poll(() => failure()?.error.engineMessage).toBe('not running');
    expect(doing()).toBeNull();
    answer = Promise.withResolvers();
    failure()?.retry?.([box.id]);
    expect([doing(), failure()]).toEqual(['stop', undefined]);
    expect(bridge.inputs('containers.act')).toHaveLength(2);
  });

  it('is forgotten with its container', async () => {
    act({ do: 'remove', force: true, volumes: false });
    answer.resolve(undefined);
    await expect.poll(() => useActions.getState().pending.get(box.id)?.hasAnswered).toBe(true);
    forgetActions([box.id]);
    expect(useActions.getState().pending.size).toBe(0);
  });
});

describe('an engine that is back', () => {
  const unreachable = new GantryError({ code: 'engine-unreachable', message: 'It is away.' }).toData();
  const wrong = new GantryError({ code: 'wrong-state', message: 'It runs.' }).toData();

  it.each([
    ['takes away what was refused since it was gone', unreachable, null, undefined],
    ['leaves what can be tried again', unreachable, () => {}, unreachable],
    ['leaves what has another reason', wrong, null, wrong],
  ] as const)('%s', (_, error, retry, left) => {
    tellAtRow(box.id, { engineId: 'podman', name: box.name, doing: 'stop', error, retry });
    forgetUnreachable([other.id]);
    expect(failure()?.error).toEqual(error);
    forgetUnreachable([box.id, other.id]);
    expect(failure()?.error).toEqual(left);
  });
});
