import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { EngineConnection, EngineSummary } from '../../shared/engine.ts';
import { App } from '../App.tsx';
import type { FakeBridge } from '../bridge/testing/fake-bridge.ts';
import { containerSample, engineSample } from '../bridge/testing/samples.ts';
import { show } from '../checkpoints/testing/stage.tsx';
import { followContainers } from './containers.ts';
import { chooseEngine, followEngines, shownEngine, useEngines } from './engines.ts';

const error = {
  code: 'engine-unreachable',
  message: 'It is gone.',
  engineMessage: 'ECONNREFUSED',
  hint: null,
} as const;
const connected = { state: 'connected' } as const;
const connecting = { state: 'connecting' } as const;
const lost = { state: 'lost', since: 0, nextTryAt: null, error } as const;

/** Of this user and of root, in the order in which they are looked for. */
function two(mine: EngineConnection, roots: EngineConnection): EngineSummary[] {
  return [
    engineSample({ id: 'mine', name: 'Podman (you)', connection: mine }),
    engineSample({ id: 'root', name: 'Podman (root)', connection: roots }),
  ];
}

let stop: (() => void) | null = null;
afterEach(() => stop?.());

/** The window over two engines, each with one container of its own. */
async function showTwo(mine: EngineConnection, roots: EngineConnection): Promise<FakeBridge> {
  const bridge = await show(<App />, {
    engines: [],
    answers: {
      'engines.list': () => two(mine, roots),
      'containers.list': ({ engineId }) => ({
        revision: 1,
        containers: [containerSample(1, { name: `of-${engineId}` })],
        labels: [],
        warned: [],
      }),
      'containers.inView': () => undefined,
    },
  });
  useEngines.setState({ engines: null });
  stop = followContainers();
  await followEngines();
  return bridge;
}

const row = (name: string) => page.getByText(name, { exact: true });
const banner = page.getByRole('region', { name: 'No connection' });

test('an engine that is lost stays in sight with what is known of it, though another is connected', async () => {
  const bridge = await showTwo(connected, connected);
  await expect.element(row('of-mine')).toBeVisible();
  bridge.push('engines.changed', two(lost, connected));
  await expect.element(banner).toMatchTextContent('Podman (you) doesn’t answer.');
  await expect.element(row('of-mine')).toBeVisible();
  expect(row('of-root').elements()).toEqual([]);
  bridge.push('engines.changed', two(connected, connected));
  await expect.element(banner).not.toBeInTheDocument();
  await expect.element(row('of-mine')).toBeVisible();
});

test('the list does not jump to one that connects later', async () => {
  const bridge = await showTwo(connecting, connected);
  await expect.element(row('of-root')).toBeVisible();
  bridge.push('engines.changed', two(connected, connected));
  expect(shownEngine(useEngines.getState())?.id).toBe('root');
  await expect.element(row('of-root')).toBeVisible();
});

test('what the user chooses is shown, whatever was shown before, also while it is lost', async () => {
  const bridge = await showTwo(connected, connected);
  chooseEngine('root');
  await expect.element(row('of-root')).toBeVisible();
  bridge.push('engines.changed', two(connected, lost));
  await expect.element(banner).toMatchTextContent('Podman (root) doesn’t answer.');
  await expect.element(row('of-root')).toBeVisible();
  // It is no longer known at all.
  bridge.push('engines.changed', two(connected, connected).slice(0, 1));
  await expect.element(row('of-mine')).toBeVisible();
});

test('what was chosen in an earlier run comes before one that answers sooner', async () => {
  await showTwo(connected, connecting);
  useEngines.setState({ engines: two(connected, connecting), chosenId: 'root', shownId: null });
  expect(shownEngine(useEngines.getState())?.id).toBe('root');
});

test('the bundle engine takes no Podman’s place by itself, but is shown where it is alone, or chosen', () => {
  const bundle = engineSample({ id: 'bundle', name: 'Gantry (bundle engine)', origin: 'bundle' });
  const state = { error: null, chosenId: null, shownId: null };
  const shownOf = (engines: EngineSummary[], more = {}) => shownEngine({ ...state, engines, ...more })?.id;
  expect(shownOf([...two(lost, lost), bundle])).toBe('mine');
  expect(shownOf([...two(connecting, connected), bundle])).toBe('root');
  expect(shownOf([...two(connected, connected), bundle], { chosenId: 'bundle' })).toBe('bundle');
  expect(shownOf([bundle])).toBe('bundle');
});
