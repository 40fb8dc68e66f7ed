/** The way through the screens. */
import { expect } from '@playwright/test';
import type { Gantry } from '../gantry.ts';
import type { Camera } from './camera.ts';

/** The machine with SELinux is emulated: its Podman takes its time. */
const expectSoon = expect.configure({ timeout: 120_000 });

/** So many seconds are in the plots. */
const seconds = 60;

export async function tour(gantry: Gantry, camera: Camera): Promise<void> {
  await expect(gantry.list.getByRole('row')).toHaveCount(10);
  await details(gantry, camera);
  await create(gantry, camera);
  await checkpoints(gantry, camera);
  await images(gantry, camera);
  await gantry.show('Engine');
  // The machine is examined, which takes a moment.
  await expect(gantry.window.getByRole('button', { name: 'Examine again' })).toBeEnabled();
  await camera.take('engine');
  await gantry.show('Containers');
  await terminal(gantry, camera);
}

/** Of a machine where SELinux is on: the pictures in which its types are seen. */
export async function selinuxTour(gantry: Gantry, camera: Camera): Promise<void> {
  await expectSoon(gantry.list.getByRole('row')).toHaveCount(10);
  await expectSoon(gantry.row('db')).toContainText('container_init_t');
  await gantry.expectState('worker', 'running');
  await gantry.select('web');
  await gantry.showTab('SELinux');
  await expectSoon(gantry.details).toContainText('container_file_t');
  await camera.take('details-selinux');
  await gantry.showTab('Overview');
  await expectSoon(gantry.details.getByRole('tabpanel')).not.toBeEmpty();
  await camera.take('containers');
}

async function details(gantry: Gantry, camera: Camera): Promise<void> {
  if (camera.wants('details-stats')) {
    await gantry.select('worker');
    await gantry.showTab('Stats');
    await samples(gantry, seconds);
    await camera.take('details-stats');
  }
  await gantry.select('web');
  await gantry.showTab('Log');
  await expect(gantry.details).toContainText('GET /products');
  await camera.take('details-log');
  for (const tab of ['Processes', 'SELinux', 'Inspect', 'Overview']) {
    await gantry.showTab(tab);
    await expect(gantry.details.getByRole('tabpanel')).not.toBeEmpty();
    await camera.take(tab === 'Overview' ? 'containers' : `details-${tab.toLowerCase()}`);
  }
}

async function create({ window, dialog }: Gantry, camera: Camera): Promise<void> {
  await window.getByRole('button', { name: 'Create', exact: true }).click();
  await dialog.getByRole('combobox', { name: 'Image' }).fill('localhost/shop/web:2.4');
  await window.keyboard.press('Escape');
  await dialog.getByLabel('Name', { exact: true }).fill('web-next');
  await dialog.getByLabel('Command', { exact: true }).fill('httpd -f -p 80 -h /www');
  await camera.take('create');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
}

async function checkpoints(gantry: Gantry, camera: Camera): Promise<void> {
  await freeze(gantry, camera, 'cache', 'To an archive');
  await freeze(gantry, camera, 'db', 'To an archive');
  await freeze(gantry, camera, 'sessions', 'In place');
  await gantry.show('Checkpoints');
  const rows = gantry.window.getByRole('grid', { name: 'Checkpoints' }).getByRole('row');
  await rows.filter({ has: gantry.window.getByText('db', { exact: true }) }).click();
  await camera.take('checkpoints');
}

async function images(gantry: Gantry, camera: Camera): Promise<void> {
  await gantry.show('Images');
  const row = gantry.window.getByRole('grid', { name: 'Images' }).getByRole('row', { name: /^cache:7/ });
  await row.click();
  await expect(gantry.window.getByRole('complementary', { name: /^Image / })).toContainText('layer');
  await camera.take('images');
}

async function freeze(gantry: Gantry, camera: Camera, name: string, place: string): Promise<void> {
  const { dialog } = gantry;
  await gantry.select(name);
  await gantry.command('Freeze');
  await dialog.getByText(place, { exact: true }).click();
  if (place !== 'In place') await dialog.getByText('Leave it running', { exact: true }).click();
  if (name === 'cache') await camera.take('checkpoint');
  await gantry.answer('Freeze');
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeVisible();
  if (name === 'cache') await camera.take('checkpoint-done');
  await gantry.answer('Close');
}

async function terminal(gantry: Gantry, camera: Camera): Promise<void> {
  const { terminal: pane } = gantry;
  for (const [name, commands] of [
    ['db', ['df -h /var/lib/db']],
    ['web', ['ls --color=always /', 'ps', 'wget -q -O- http://localhost/']],
  ] as const) {
    await gantry.select(name);
    await gantry.command('Open a terminal');
    await pane.expectPrompt();
    await pane.focus();
    for (const command of commands) {
      await pane.run(command);
      await pane.expectPrompt();
    }
  }
  await pane.expectText('<h1>The shop</h1>');
  await camera.take('terminal');
}

/** Waits until so many figures of the shown container have come. */
async function samples({ window }: Gantry, count: number): Promise<void> {
  await window.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        let seen = 0;
        const end: () => void = Reflect.get(globalThis, 'gantry').onPush(({ name }: { name: string }) => {
          if (name !== 'stats.sample') return;
          seen += 1;
          if (seen < wanted) return;
          end();
          resolve();
        });
      }),
    count,
  );
}
