import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { GantryError } from '../../shared/errors.ts';
import type { ImageSummary } from '../../shared/image.ts';
import type { Answers } from '../bridge/testing/fake-bridge.ts';
import { allCapabilities, containerSample, engineSample } from '../bridge/testing/samples.ts';
import { show as put } from '../checkpoints/testing/stage.tsx';
import { useImageWork } from '../state/image-work.ts';
import { useImages } from '../state/images.ts';
import { chooseImages, useNavigation } from '../state/navigation.ts';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { ImagesScreen } from './ImagesScreen.tsx';
import { detailsSample, imageSample, imageSamples } from './testing/samples.ts';

const [sample = imageSample(1), postgres = imageSample(2), nginx = imageSample(3)] = imageSamples;
const shell = containerSample(1, { name: 'shell', imageId: sample.id });

function show(answers: Answers = {}, engine = engineSample()) {
  useImages.setState(useImages.getInitialState());
  useImageWork.setState(useImageWork.getInitialState());
  return put(<ImagesScreen engine={engine} />, {
    engines: [engine],
    containers: [shell],
    answers: {
      'images.list': () => [...imageSamples],
      'images.inspect': ({ imageId }) => detailsSample(imageSample(1, { id: imageId })),
      'images.act': () => undefined,
      'images.cancel': () => undefined,
      ...answers,
    },
  });
}

const table = () => page.getByRole('grid', { name: 'Images' });
const rowOf = (name: string) => table().getByRole('row', { name: new RegExp(`^${name}`) });
const names = (): string[] =>
  table()
    .getByRole('rowheader')
    .elements()
    .map((each) => each.textContent ?? '');
const aside = () => page.getByRole('complementary');
const add = async (entry: string): Promise<void> => {
  await page.getByRole('button', { name: 'Add…' }).first().click();
  await page.getByRole('menuitem', { name: entry }).click();
};

test('lists images with who uses them, is filtered and sorted, and is read again when they change', async () => {
  let images: readonly ImageSummary[] = imageSamples;
  const bridge = await show({ 'images.list': () => [...images] });
  await expect.element(rowOf('gantry-sample')).toMatchTextContent(/1 shell/);
  expect(names()).toEqual([
    'db:17 localhost+1',
    'gantry-sample:latest localhost',
    'nginx:1.27 registry.example/library',
    'no name',
  ]);
  await expectAccessible();
  await table().getByRole('columnheader', { name: 'Size' }).click();
  expect(names()[0]).toMatch(/^gantry-sample/);
  await page.getByRole('searchbox').fill('is:unused');
  expect(names()).toHaveLength(3);
  await page.getByRole('searchbox').fill('nothing like it');
  await expect.element(page.getByText('No image matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  expect(names()).toHaveLength(4);
  images = [nginx];
  bridge.push('images.changed', { engineId: 'another' });
  bridge.push('images.changed', { engineId: 'podman-root' });
  await expect.poll(names).toEqual(['nginx:1.27 registry.example/library']);
  expect(bridge.inputs('images.list')).toHaveLength(2);
});

test('the details tell what its containers run, and lead to those that there are', async () => {
  await show();
  await rowOf('gantry-sample').click();
  await expect.element(aside()).toMatchTextContent(/Entry point.*docker-entrypoint\.sh/);
  await expect.element(aside()).toMatchTextContent(/postgres -c 'log_statement=all queries'/);
  await expect.element(aside()).toMatchTextContent(/Userroot.*Stop signalSIGINT.*5432\/tcp.*2 layers/);
  await expectAccessible();
  await aside().getByRole('link', { name: 'shell' }).click();
  expect(useNavigation.getState()).toMatchObject({ screen: 'containers', activeId: shell.id });
});

test('by keys: create a container of it, name it, leave the details', async () => {
  const bridge = await show();
  await rowOf('nginx').click();
  await userEvent.keyboard('{Enter}');
  expect(useNavigation.getState()).toMatchObject({
    dialog: 'create',
    createOf: 'registry.example/library/nginx:1.27',
  });
  await userEvent.keyboard('{F2}');
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByLabelText('Name', { exact: true })).toHaveFocus();
  await expect.element(dialog.getByRole('button', { name: 'Name it' })).toBeDisabled();
  await userEvent.keyboard('Wrong!');
  await expect.element(dialog).toMatchTextContent(/Small letters, digits/);
  await userEvent.fill(dialog.getByLabelText('Name', { exact: true }), 'db:17');
  await expect.element(dialog).toMatchTextContent(/goes by it now, and would lose it/);
  await expectAccessible();
  await userEvent.fill(dialog.getByLabelText('Name', { exact: true }), 'web:2');
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(bridge.inputs('images.act')).toEqual([
    {
      engineId: 'podman-root',
      imageId: nginx.id,
      action: { do: 'tag', name: 'web:2', instead: 'registry.example/library/nginx:1.27' },
    },
  ]);
});

test('a name is removed at the side, and what the engine says against it is told', async () => {
  const bridge = await show({
    'images.act': () => {
      throw new GantryError({ code: 'not-found', message: 'It is gone.', engineMessage: 'no such tag' });
    },
  });
  await rowOf('db:17').click();
  await aside().getByRole('button', { name: 'Remove the name localhost/db:17' }).click();
  expect(bridge.inputs('images.act')).toMatchObject([{ imageId: postgres.id, action: { do: 'untag' } }]);
  await expect.element(page.getByRole('alert')).toMatchTextContent(/It is gone\.no such tag/);
});

test('a removal asks, tells the engine’s words, and takes containers along only when that is asked for', async () => {
  const act = vi.fn((_input: { action: { do: string; containers?: string[] } }) => {
    if (act.mock.calls.length === 1) {
      throw new GantryError({ code: 'conflict', message: 'Refused.', engineMessage: 'image used by shell' });
    }
    return undefined;
  });
  await show({ 'images.act': act });
  await rowOf('gantry-sample').click();
  await userEvent.keyboard('{Delete}');
  const dialog = page.getByRole('alertdialog', { name: 'Remove localhost/gantry-sample:latest?' });
  await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus();
  await expect.element(dialog.getByRole('checkbox')).not.toBeInTheDocument();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect.element(dialog.getByRole('alert')).toMatchTextContent(/image used by shell/);
  expect(act.mock.calls[0]?.[0].action).toEqual({ do: 'remove', containers: [] });
  await expect.element(dialog.getByRole('checkbox')).toHaveAccessibleDescription(/Killed where they run.*shell/);
  await expectAccessible();
  await dialog.getByText(/^Remove the containers that use it first/).click();
  await dialog.getByRole('button', { name: 'Remove with containers' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(act.mock.calls[1]?.[0].action).toEqual({ do: 'remove', containers: [shell.id] });
});

test('several are selected by keys and removed together; what is refused stays in the question', async () => {
  const bridge = await show({
    'images.act': ({ imageId }) => {
      if (imageId === nginx.id) throw new GantryError({ code: 'denied', message: 'Not this one.' });
      return undefined;
    },
  });
  await rowOf('gantry-sample').click();
  await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
  await expect.element(aside()).toMatchTextContent(/2 images.*In use1/);
  await userEvent.keyboard('{Shift>}{F10}{/Shift}');
  await expect
    .element(page.getByRole('menuitem', { name: /^Create container/ }))
    .toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Remove 2 images?' });
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect.element(page.getByRole('alertdialog', { name: /^Remove .*nginx/ })).toMatchTextContent(/Not this one\./);
  expect(bridge.inputs('images.act')).toHaveLength(2);
  await userEvent.keyboard('{Escape}');
  await rowOf('db:17').click();
  await userEvent.keyboard('{Control>}a{/Control}');
  await expect.element(aside()).toMatchTextContent(/4 images/);
  await userEvent.keyboard('{Escape}');
  await expect.element(aside()).not.toBeInTheDocument();
});

test('a file is imported under a name, tells how far it is, and what was in it is selected', async () => {
  let images: readonly ImageSummary[] = imageSamples;
  const outcome = Promise.withResolvers<{ imageIds: string[] }>();
  const bridge = await show({
    'images.list': () => [...images],
    'images.choose': ({ what }) => ({ sourceId: 's1', name: 'root.tar', isFolder: what === 'folder' }),
    'images.import': () => outcome.promise,
  });
  await add('Import a file…');
  const dialog = page.getByRole('dialog', { name: 'Import root.tar' });
  await expect.element(dialog.getByLabelText('Name')).toHaveFocus();
  await expectAccessible();
  await userEvent.keyboard('mine:1{Enter}');
  await expect.element(dialog).not.toBeInTheDocument();
  const [[operationId = ''] = []] = [[...useImageWork.getState().running.keys()]];
  expect(bridge.inputs('images.import')).toEqual([
    { engineId: 'podman-root', operationId, sourceId: 's1', name: 'mine:1' },
  ]);
  const bar = page.getByRole('progressbar', { name: 'Importing root.tar' });
  bridge.push('images.progress', { operationId, phase: 'reading', bytes: 2 ** 20, totalBytes: 2 ** 22, words: null });
  await expect.element(bar).toHaveAttribute('aria-valuenow', '0.25');
  await expectAccessible();
  bridge.push('images.progress', { operationId, phase: 'unpacking', bytes: null, totalBytes: null, words: null });
  await expect.element(page.getByText('unpacking it')).toBeVisible();
  images = [...imageSamples, imageSample(9, { names: ['localhost/mine:1'] })];
  outcome.resolve({ imageIds: [imageSample(9).id] });
  bridge.push('images.changed', { engineId: 'podman-root' });
  await expect.element(rowOf('mine:1')).toHaveAttribute('aria-selected', 'true');
  await expect.element(bar).not.toBeInTheDocument();
});

test('a file that is dropped on the list is imported; one that was dropped elsewhere is not asked about', async () => {
  const bridge = await show();
  await expect.element(rowOf('nginx')).toBeVisible();
  const source = { sourceId: 's2', name: 'dropped.tar', isFolder: false };
  const dialog = page.getByRole('dialog', { name: 'Import dropped.tar' });
  bridge.push('images.dropped', source);
  await expect.element(dialog).not.toBeInTheDocument();
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['x'], 'dropped.tar'));
  const drag = (type: string) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
  const over = drag('dragover');
  rowOf('nginx').element().dispatchEvent(over);
  expect(over.defaultPrevented).toBe(true);
  rowOf('nginx').element().dispatchEvent(drag('drop'));
  bridge.push('images.dropped', source);
  await expect.element(dialog).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(bridge.inputs('images.import')).toMatchObject([{ sourceId: 's2', name: null }]);
});

test('a pull shows the engine’s words, is called off, and fails in the registry’s words', async () => {
  const outcomes = [Promise.withResolvers<{ imageIds: string[] }>(), Promise.withResolvers<{ imageIds: string[] }>()];
  const pull = vi.fn(
    (_input: { operationId: string }) => outcomes[pull.mock.calls.length - 1]?.promise ?? { imageIds: [] },
  );
  const bridge = await show({ 'images.pull': pull });
  await add('Pull from a registry…');
  await userEvent.keyboard('registry.example/a/b:1{Enter}');
  const operationId = () => pull.mock.calls.at(-1)?.[0].operationId ?? '';
  const tell = (words: string) =>
    bridge.push('images.progress', {
      operationId: operationId(),
      phase: 'pulling',
      bytes: null,
      totalBytes: null,
      words,
    });
  await expect.poll(operationId).not.toBe('');
  tell('Copying blob 1c');
  await expect.element(page.getByText('Copying blob 1c')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel pulling registry.example/a/b:1' }).click();
  expect(bridge.inputs('images.cancel')).toEqual([{ operationId: operationId() }]);
  await expect.element(page.getByText('calling it off…')).toBeVisible();
  outcomes[0]?.reject(new GantryError({ code: 'cancelled', message: 'Called off.' }));
  await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  await add('Pull from a registry…');
  await userEvent.keyboard('registry.example/a/c{Enter}');
  outcomes[1]?.reject(new GantryError({ code: 'engine-failed', message: 'No.', engineMessage: 'manifest unknown' }));
  await expect.element(page.getByRole('alert')).toMatchTextContent(/manifest unknown/);
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(pull).toHaveBeenCalledTimes(3);
});

test('an engine that pulls nothing says why, and a choice that is called off changes nothing', async () => {
  const pull = { supported: false, reason: 'It asks no registry.' } as const;
  const bridge = await show(
    { 'images.choose': () => null },
    engineSample({ capabilities: { ...allCapabilities, pull } }),
  );
  await page.getByRole('button', { name: 'Add…' }).click();
  await expect.element(page.getByRole('menuitem', { name: /^Pull/ })).toMatchTextContent(/It asks no registry/);
  await page.getByRole('menuitem', { name: 'Import a folder…' }).click();
  expect(bridge.inputs('images.choose')).toEqual([{ what: 'folder' }]);
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

test('an empty list teaches, and one that can’t be read says why', async () => {
  const list = vi.fn((): ImageSummary[] => {
    if (list.mock.calls.length === 1) throw new GantryError({ code: 'denied', message: 'It could not be read.' });
    return [];
  });
  await show({ 'images.list': list });
  await expect.element(page.getByRole('alert')).toMatchTextContent(/It could not be read\./);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('No images yet')).toBeVisible();
  await expect.element(page.getByText(/ln -s busybox/)).toBeVisible();
  await expectAccessible();
});

test('of hundreds of images only those in view are drawn; they are found by typing, by keys and from elsewhere', async () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    imageSample(1, { id: index.toString(16).padStart(64, '0'), names: [`localhost/shop/part-${index}:1`] }),
  );
  await show({ 'images.list': () => many });
  await expect.element(rowOf('part-0:1')).toBeVisible();
  expect(names().length).toBeLessThan(60);
  await rowOf('part-1:1').click();
  await userEvent.keyboard('{End}');
  await expect.element(rowOf('part-299')).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => rowOf('part-299').element().contains(document.activeElement)).toBe(true);
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(rowOf('part-298')).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{Home}');
  await expect.element(rowOf('part-0:1')).toHaveAttribute('aria-selected', 'true');
  chooseImages([many[150]?.id ?? '']);
  await expect.element(rowOf('part-150')).toBeInViewport();
  await page.getByRole('searchbox').fill('part-29');
  await expect.poll(() => names().length).toBe(11);
}, 60_000);
