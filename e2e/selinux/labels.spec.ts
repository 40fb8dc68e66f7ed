import type { Locator } from '@playwright/test';
import type { SelinuxMachine } from '../../scripts/selinux-machine.mjs';
import { parseContext } from '../../shared/selinux.ts';
import type { Gantry } from '../gantry.ts';
import { expect, kinds, test } from './fixtures.ts';

/** Beside those of a kind there are `changed` and `refused`. */
const all = Object.keys(kinds).length + 2;

/** A container's cell in the column of SELinux types. */
function typeCell(gantry: Gantry, name: string): Locator {
  return gantry.row(name).getByRole('gridcell').nth(4);
}

/** What Podman has configured; empty: nothing. */
async function configured({ podman }: SelinuxMachine, name: string): Promise<string> {
  return (await podman(['inspect', '--format', '{{.ProcessLabel}}', name])).stdout.trim();
}

/** A field of the context in a section of the SELinux tab. */
function field(section: Locator, name: string): Locator {
  return section.getByText(name, { exact: true }).locator('xpath=following-sibling::dd');
}

test('the list shows the type of every kind of container, and the whole label where it is pointed at', async ({
  gantry,
  machine,
}) => {
  await expect(gantry.list.getByRole('columnheader').nth(4)).toHaveText('SELinux type');
  for (const [name, { type }] of Object.entries(kinds)) {
    await expect(typeCell(gantry, name)).toHaveText(type);
    const label = await configured(machine, name);
    expect(parseContext(label)?.type ?? 'none').toBe(type);
    await expect(typeCell(gantry, name)).toHaveAttribute('title', label || 'No label: made with label=disable');
  }
});

test('the list can be narrowed to a type', async ({ gantry }) => {
  const { list, window } = gantry;
  await window.keyboard.press('Control+f');
  await window.keyboard.type('type:container_init_t');
  await expect(list.locator('[data-container]')).toHaveCount(1);
  await expect(typeCell(gantry, 'init')).toHaveText('container_init_t');
  await window.keyboard.press('Escape');
  await expect(list.locator('[data-container]')).toHaveCount(all);
});

test('the SELinux tab takes the label apart, and says what the type means', async ({ gantry, machine }) => {
  await gantry.select('init');
  const tab = await gantry.showTab('SELinux');
  const section = tab.getByRole('region', { name: 'Process label' });
  const context = parseContext(await configured(machine, 'init'));
  if (context === null) throw new Error('The container has no label.');
  await expect(field(section, 'User')).toHaveText(context.user);
  await expect(field(section, 'Role')).toHaveText(context.role);
  await expect(field(section, 'Type')).toHaveText('container_init_t');
  const [sensitivity = '', categories = ''] = context.level.split(':');
  await expect(field(section, 'Level')).toContainText(sensitivity);
  await expect(section.getByRole('list', { name: 'MCS categories: 2' }).getByRole('listitem')).toHaveText(
    categories.split(','),
  );
  await expect(section).toContainText('first process is an init such as systemd');
  await expect(field(tab.getByRole('region', { name: 'Mount label' }), 'Type')).toHaveText('container_file_t');
  await gantry.select('level');
  await expect(tab.getByRole('region', { name: 'Asked for at creation' })).toContainText('label=level:s0:c1,c2');
});

test("of an engine on another machine, the word of that machine's kernel is told", async ({ gantry }) => {
  await gantry.select('changed');
  const tab = await gantry.showTab('SELinux');
  const kernel = tab.getByRole('region', { name: 'What the kernel reports' });
  await expect(kernel).toContainText('container_kvm_t');
  await gantry.select('plain');
  await expect(kernel).toContainText('The same as the configured label');
});

/** The sign beside the type of one whose label is not as it should be. */
function warning(gantry: Gantry, name: string): Locator {
  return typeCell(gantry, name).getByRole('img', { name: /^Warning: / });
}

test('two that share their categories, and one that nothing confines, are warned of in the list and told why', async ({
  gantry,
}) => {
  await expect(warning(gantry, 'level')).toHaveAttribute('title', /don't keep twin away from it/);
  await expect(warning(gantry, 'twin')).toHaveAttribute('title', /don't keep level away from it/);
  await expect(warning(gantry, 'unlabelled')).toHaveAttribute('title', /SELinux does not confine it/);
  for (const name of ['plain', 'init', 'kvm']) await expect(warning(gantry, name)).toHaveCount(0);
  await gantry.select('twin');
  const tab = await gantry.showTab('SELinux');
  await expect(tab).toContainText("don't keep level away from it");
});

test('a warning goes when what it warns of has ended', async ({ gantry, machine }) => {
  await machine.podman(['kill', 'twin']);
  await expect(warning(gantry, 'level')).toHaveCount(0);
  await machine.podman(['start', 'twin']);
  await expect(warning(gantry, 'level')).toHaveCount(1);
});

test('a container with a level of its own is made in the dialog', async ({ gantry, machine }) => {
  const { dialog, window } = gantry;
  await window.keyboard.press('Control+n');
  await dialog.getByLabel('Name', { exact: true }).fill('made');
  await dialog.getByLabel('Command', { exact: true }).fill('sleep 1000');
  await dialog.getByText('Another type or level').click();
  await dialog.getByLabel('Type', { exact: true }).fill('container_kvm_t');
  await dialog.getByLabel('Level', { exact: true }).fill('s0:c7,c9');
  await gantry.answer('Create and start');
  await gantry.expectState('made', 'running');
  await expect(typeCell(gantry, 'made')).toHaveText('container_kvm_t');
  await expect(typeCell(gantry, 'made')).toHaveAttribute('title', 'system_u:system_r:container_kvm_t:s0:c7,c9');
  expect(await configured(machine, 'made')).toBe('system_u:system_r:container_kvm_t:s0:c7,c9');
});

test("on the engine's own machine, what the kernel reports is read beside what is configured", async ({
  machine,
  readings,
}) => {
  for (const [name, { type }] of Object.entries(kinds)) {
    const label = await configured(machine, name);
    expect(readings.get(name), name).toMatchObject({
      listed: label,
      report: {
        enabled: true,
        processLabel: label,
        // Without a label of its own it has the engine's. The kernel sorts the categories.
        kernelLabel: label.replace('c2,c1', 'c1,c2') || expect.stringContaining(':unconfined_t:'),
        kernelLabelMissing: null,
      },
    });
    expect(parseContext(readings.get(name)?.report.kernelLabel ?? '')?.type, name).toBe(
      type === 'none' ? 'unconfined_t' : type,
    );
  }
});

test('a process that has changed its type is found out', async ({ readings }) => {
  const report = readings.get('changed')?.report;
  expect(parseContext(report?.processLabel ?? '')?.type).toBe('spc_t');
  expect(report?.kernelLabel).toBe(report?.processLabel.replace(':spc_t:', ':container_kvm_t:'));
});

test('what the policy has refused a container is read from the log of its machine, and is its own alone', async ({
  machine,
  readings,
}) => {
  const label = await configured(machine, 'refused');
  const report = readings.get('refused')?.denials;
  expect(report?.missing).toBeNull();
  expect(report?.denials).toContainEqual(
    expect.objectContaining({ command: 'cat', permissions: ['read'], target: 'f', sourceLabel: label }),
  );
  // conmon hands each of them pipes that they may not use.
  const plain = await configured(machine, 'plain');
  for (const { sourceLabel } of readings.get('plain')?.denials.denials ?? []) expect(sourceLabel).toBe(plain);
});

test('what the kernel knows by another label is warned of', async ({ readings }) => {
  expect(readings.get('changed')?.warnings.map(({ kind }) => kind)).toContain('differs');
  expect(readings.get('level')?.warnings.map(({ kind }) => kind)).toEqual(['shared-categories']);
  expect(readings.get('plain')?.warnings).toEqual([]);
});
