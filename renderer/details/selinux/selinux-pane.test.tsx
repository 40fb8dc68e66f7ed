import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { useContainers } from '../../state/containers.ts';
import { noDenials, selinux } from '../testing/samples.ts';
import { engineId, expectAccessibleInBoth, freshWeb, showDetails } from '../testing/stage.tsx';

const section = (name: string) => page.getByRole('region', { name });

function show(more: Partial<typeof selinux>) {
  return showDetails({
    tab: 'selinux',
    answers: { 'containers.selinux': () => ({ ...selinux, ...more }), 'containers.denials': () => noDenials },
  });
}

test('the configured label is split into its fields, and its type explained', async () => {
  await show({});
  const label = section('Process label');
  await expect
    .element(label)
    .toMatchTextContent(/Usersystem_uRolesystem_rTypecontainer_tLevels0c143c834.*A container like any other/);
  await expect.element(label.getByRole('list', { name: 'MCS categories: 2' })).toBeVisible();
  await expect.element(label.getByRole('button', { name: 'Copy the process label' })).toBeVisible();
  await expect.element(section('Mount label')).toMatchTextContent(/Typecontainer_file_t/);
  await expect.element(section('Asked for at creation')).toMatchTextContent(/Nothing: the engine chose the label/);
});

test('the kernel’s label that is the configured one is said to be the same', async () => {
  await show({});
  await expect.element(section('What the kernel reports')).toMatchTextContent(/The same as the configured label/);
  expect(page.getByRole('table').query()).toBeNull();
  await expectAccessibleInBoth();
});

test('another label in the kernel is a warning, field by field', async () => {
  await show({ kernelLabel: 'system_u:system_r:spc_t:s0', requested: ['label=type:container_t'] });
  const kernel = section('What the kernel reports');
  await expect
    .element(kernel.getByText('The kernel runs it under another label than the configured one'))
    .toBeVisible();
  await expect.element(kernel.getByRole('row', { name: 'type container_t spc_t' })).toBeVisible();
  await expect.element(kernel.getByRole('row', { name: 'level s0:c143,c834 s0' })).toBeVisible();
  expect(kernel.getByRole('row').all()).toHaveLength(3);
  await expect.element(kernel).toMatchTextContent(/Typespc_t/);
  await expect.element(section('Asked for at creation')).toMatchTextContent(/label=type:container_t/);
  await expectAccessibleInBoth();
});

test('a kernel that could not be asked says why', async () => {
  await show({ kernelLabel: null, kernelLabelMissing: 'The container lives on another machine.' });
  await expect
    .element(section('What the kernel reports'))
    .toMatchTextContent(/Not known\. The container lives on another machine\./);
});

test('without SELinux it says once what that means', async () => {
  await show({ enabled: false, processLabel: '', mountLabel: '', kernelLabel: null, typeMeaning: null });
  await expect.element(page.getByText(/SELinux is off on the machine/)).toBeVisible();
  expect(page.getByRole('heading', { level: 3 }).all()).toHaveLength(0);
  await expectAccessibleInBoth();
});

test('a container without a label of its own says so', async () => {
  await show({ processLabel: '', kernelLabel: 'unconfined_u:system_r:spc_t:s0' });
  await expect.element(section('Process label')).toMatchTextContent(/None is configured/);
  await expect.element(section('What the kernel reports')).toMatchTextContent(/Typespc_t/);
});

const denial = {
  ...{ event: '1.0:1', at: Date.UTC(2026, 10, 24, 8, 30), permissions: ['read', 'open'], command: 'cat', pid: 972 },
  ...{ target: '/srv/secret', targetClass: 'file', permissive: false },
  ...{ sourceLabel: selinux.processLabel, targetLabel: 'unconfined_u:object_r:var_t:s0' },
};

test('what the policy has refused it is told with who, what, on which, and both labels', async () => {
  let asked = 0;
  const { change } = await showDetails({
    tab: 'selinux',
    answers: {
      'containers.selinux': () => selinux,
      'containers.denials': () => {
        asked += 1;
        const later = { ...denial, event: '1.0:2', target: null, permissive: true };
        return asked === 1 ? noDenials : { ...noDenials, denials: [denial, later] };
      },
    },
  });
  await expect.element(section('Denials')).toMatchTextContent(/None in what was read of this machine’s logs, back to/);
  // Logs are long: they aren't read at each change of the container.
  change({ name: 'renamed' });
  await expect.element(page.getByRole('heading', { name: 'renamed' })).toBeVisible();
  expect(asked).toBe(1);
  await section('Denials').getByRole('button', { name: 'Refresh' }).click();
  const items = section('Denials').getByRole('listitem');
  await expect.element(items.first()).toMatchTextContent(/cat \(972\) was refused read, open on a file: \/srv\/secret/);
  await expect.element(items.first()).toMatchTextContent(/container_t:s0:c143,c834 → unconfined_u:object_r:var_t:s0/);
  await expect
    .element(items.nth(1))
    .toMatchTextContent(/would have been refused read, open on a file \(SELinux was permissive\)/);
  await expectAccessibleInBoth();
});

test('what of the denials is not known says why, beside those that are', async () => {
  const missing = 'the audit log (/var/log/audit/audit.log) is not for this user.';
  await showDetails({
    tab: 'selinux',
    answers: {
      'containers.selinux': () => selinux,
      'containers.denials': () => ({ denials: [denial], since: denial.at, missing }),
    },
  });
  await expect.element(section('Denials').getByRole('listitem')).toHaveLength(1);
  await expect
    .element(section('Denials'))
    .toMatchTextContent(/More may have been refused than is known here\. the audit log/);
});

test('what is wrong with its label stands first', async () => {
  const summary = freshWeb();
  const warnings = [
    { kind: 'shared-categories' as const, text: 'Its MCS categories don’t keep twin away from it.' },
    { kind: 'differs' as const, text: 'told beside the kernel’s label' },
  ];
  useContainers.setState({ warned: new Map([[engineId, new Map([[summary.id, warnings]])]]) });
  await showDetails({
    tab: 'selinux',
    summary,
    answers: { 'containers.selinux': () => selinux, 'containers.denials': () => noDenials },
  });
  await expect.element(page.getByText('It shares its categories')).toBeVisible();
  await expect.element(page.getByText(/don’t keep twin away from it/)).toBeVisible();
  expect(page.getByText('told beside the kernel’s label').query()).toBeNull();
  await expectAccessibleInBoth();
});
