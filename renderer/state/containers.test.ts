import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContainerSummary } from '../../shared/container.ts';
import { GantryError } from '../../shared/errors.ts';
import type { CallOutput } from '../../shared/ipc.ts';
import { type FakeBridge, installFakeBridge } from '../bridge/testing/fake-bridge.ts';
import { containerSample, engineSample } from '../bridge/testing/samples.ts';
import { followContainers, loadContainers, useContainers } from './containers.ts';
import { useEngines } from './engines.ts';

type List = CallOutput<'containers.list'>;
const [one, two, three] = [containerSample(1), containerSample(2), containerSample(3)];
const list = (revision: number, ...containers: ContainerSummary[]): List => ({
  revision,
  containers,
  labels: [],
  warned: [],
});
const patch = (revision: number, changed: ContainerSummary[], removed: string[] = []) =>
  bridge.push('containers.patch', { engineId: 'a', revision, changed, removed });

let bridge: FakeBridge;
let stop: () => void;
/** What the main process answers next, each once; the last one stays. */
let lists: (List | Promise<List>)[];

beforeEach(() => {
  useContainers.setState(useContainers.getInitialState());
  lists = [];
  bridge = installFakeBridge().answer({
    'containers.list': () => {
      const next = lists.length > 1 ? lists.shift() : lists[0];
      if (next === undefined) throw new GantryError({ code: 'engine-unreachable', message: 'Nobody there.' });
      return next;
    },
  });
  stop = followContainers();
});
afterEach(() => stop());

const known = (engineId = 'a') => useContainers.getState().byEngine.get(engineId);
const namesOf = (engineId = 'a') => [...(known(engineId)?.byId.values() ?? [])].map(({ name }) => name);
const asked = () => bridge.inputs('containers.list').length;

describe('the list of an engine', () => {
  it('is read when the engine connects, and each keeps its own', async () => {
    lists = [list(1, one), list(1, two)];
    useEngines.setState({ engines: [engineSample({ id: 'a' })] });
    await expect.poll(() => namesOf('a')).toEqual(['box-1']);
    useEngines.setState({ engines: [engineSample({ id: 'a' }), engineSample({ id: 'b' })] });
    await expect.poll(() => namesOf('b')).toEqual(['box-2']);
    expect(namesOf('a')).toEqual(['box-1']);
    expect(bridge.inputs('containers.list')).toEqual([{ engineId: 'a' }, { engineId: 'b' }]);
  });

  it('brings what is wrong with labels; what is told later stands in its place', async () => {
    const warning = { kind: 'unconfined' as const, text: 'SELinux does not confine it.' };
    lists = [{ ...list(4, one, two), warned: [{ containerId: one.id, warnings: [warning] }] }];
    await loadContainers('a');
    const warned = () => [...(useContainers.getState().warned.get('a')?.keys() ?? [])];
    expect(warned()).toEqual([one.id]);
    bridge.push('containers.warned', { engineId: 'a', warned: [{ containerId: two.id, warnings: [warning] }] });
    expect(warned()).toEqual([two.id]);
  });

  it('takes the next patch, and leaves alone what has not changed', async () => {
    lists = [list(4, one, two)];
    await loadContainers('a');
    const before = known()?.byId.get(one.id);
    patch(5, [{ ...one }, { ...two, state: 'paused' }, three]);
    expect(namesOf()).toEqual(['box-1', 'box-2', 'box-3']);
    expect(known()?.byId.get(one.id)).toBe(before);
    expect(known()?.byId.get(two.id)?.state).toBe('paused');
    patch(6, [], [one.id]);
    expect(namesOf()).toEqual(['box-2', 'box-3']);
    expect(asked()).toBe(1);
  });

  it('takes no patch that is older than it', async () => {
    lists = [list(4, one)];
    await loadContainers('a');
    patch(4, [two]);
    patch(3, [], [one.id]);
    expect(namesOf()).toEqual(['box-1']);
    expect(asked()).toBe(1);
  });

  it('is read anew when a patch is missing, and then follows on', async () => {
    lists = [list(1, one), list(3, one, two)];
    await loadContainers('a');
    patch(3, [two]);
    await expect.poll(() => known()?.revision).toBe(3);
    expect(asked()).toBe(2);
    patch(4, [three]);
    expect(namesOf()).toEqual(['box-1', 'box-2', 'box-3']);
    expect(asked()).toBe(2);
  });

  it('takes what was told while it was read, after it', async () => {
    const answer = Promise.withResolvers<List>();
    lists = [answer.promise];
    const loading = loadContainers('a');
    patch(2, [two]);
    patch(3, [], [one.id]);
    expect(known()).toBeUndefined();
    answer.resolve(list(2, one, two));
    await loading;
    expect([known()?.revision, namesOf()]).toEqual([3, ['box-2']]);
  });

  it('is read once more when it was reset while it was read: what comes may be older', async () => {
    const answer = Promise.withResolvers<List>();
    lists = [answer.promise, list(9, three)];
    const loading = loadContainers('a');
    bridge.push('containers.reset', { engineId: 'a' });
    answer.resolve(list(1, one));
    await loading;
    expect([known()?.revision, namesOf(), asked()]).toEqual([9, ['box-3'], 2]);
  });

  it('that can’t be read keeps what was known, and says why until it can', async () => {
    lists = [list(1, one)];
    await loadContainers('a');
    lists = [];
    await loadContainers('a');
    expect(namesOf()).toEqual(['box-1']);
    expect(useContainers.getState().errors.get('a')?.message).toBe('Nobody there.');
    lists = [list(2, two)];
    await loadContainers('a');
    expect(useContainers.getState().errors.has('a')).toBe(false);
  });
});
