// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SetupProblem } from '../problem.mjs';
import { selinuxMachine } from './selinux-machine.mjs';

/** A machine that lacks a program, until it is installed. @param {{ installs?: boolean }} [options] */
function lacking({ installs = true } = {}) {
  let names = ['mmdebstrap'];
  return {
    yes: true,
    say: () => {},
    architecture: 'x64',
    missing: async () => names,
    install: async () => {
      if (installs) names = [];
    },
  };
}

test('what a machine with SELinux needs is installed where it is missing', async () => {
  assert.equal(await selinuxMachine(lacking()), null);
});

test('nothing is installed where all is there', async () => {
  const install = () => assert.fail('something was installed');
  assert.equal(await selinuxMachine({ ...lacking(), missing: async () => [], install }), null);
});

test('without it the other tests go on, and why it is missing is told', async () => {
  const refuse = async () => {
    throw new SetupProblem('Nothing was installed.', 'Install them yourself.');
  };
  const refused = await selinuxMachine({ ...lacking(), install: refuse });
  assert.equal(refused, 'Nothing was installed. Install them yourself.');
  assert.match((await selinuxMachine(lacking({ installs: false }))) ?? '', /mmdebstrap/);
  const install = () => assert.fail('something was installed');
  assert.match((await selinuxMachine({ ...lacking(), architecture: 'arm64', install })) ?? '', /x64 only.*arm64/);
});
