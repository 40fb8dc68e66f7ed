import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { ImageSummary } from '../../shared/image.ts';
import { engineSample } from '../bridge/testing/samples.ts';
import { setStage, show } from '../checkpoints/testing/stage.tsx';
import { CreateDialog } from '../containers/create/CreateDialog.tsx';
import { useImages } from '../state/images.ts';
import { openCreate } from '../state/navigation.ts';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { imageSample } from './testing/samples.ts';

const field = () => page.getByRole('combobox', { name: 'Image' });

test('an image that is imported in the create dialog is what the container is made of, and its list follows', async () => {
  useImages.setState(useImages.getInitialState());
  let images: readonly ImageSummary[] = [imageSample(1), imageSample(2)];
  const bridge = await show(<CreateDialog engine={engineSample()} onClose={vi.fn()} />, {
    answers: {
      'images.list': () => [...images],
      'images.choose': () => ({ sourceId: 's', name: 'shop.tar', isFolder: false }),
      'images.import': () => {
        images = [...images, imageSample(3, { names: [] })];
        return { imageIds: [imageSample(3).id] };
      },
    },
  });
  await page.getByLabelText('Name', { exact: true }).fill('kept');
  await page.getByRole('button', { name: 'Add an image…' }).click();
  await expectAccessible();
  await page.getByRole('menuitem', { name: 'Import a file…' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Import shop.tar' })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  // It has no name.
  await expect.element(field()).toHaveValue(imageSample(3).id);
  await expect.element(page.getByLabelText('Name', { exact: true })).toHaveValue('kept');
  // The form of the dialog below was not meant.
  expect(bridge.inputs('containers.create')).toEqual([]);
  images = [imageSample(9, { names: ['localhost/late:1'] })];
  bridge.push('images.changed', { engineId: 'podman-root' });
  await field().fill('late');
  await expect.element(page.getByRole('option', { name: 'localhost/late:1' })).toBeVisible();
});

test('the create dialog that is opened from an image begins with it', async () => {
  await setStage({ answers: { 'images.list': () => [imageSample(1)] } });
  openCreate('localhost/image-2:latest');
  await render(<CreateDialog engine={engineSample()} onClose={vi.fn()} />);
  await expect.element(field()).toHaveValue('localhost/image-2:latest');
});
