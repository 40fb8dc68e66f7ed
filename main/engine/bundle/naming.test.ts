import { expect, it } from 'vitest';
import { containerName } from '../../../shared/container.ts';
import { madeUpName, mustBeFree } from './naming.ts';

it.each([
  ['localhost/busybox:latest', 'busybox-3f9a2c'],
  ['team/web-app@sha256:00', 'web-app-3f9a2c'],
  ['', 'container-3f9a2c'],
  ['.hidden', 'hidden-3f9a2c'],
])('a container of %j is called after it', (image, name) => {
  expect(madeUpName(image, () => '3f9a2c')).toBe(name);
  expect(containerName.parse(name)).toBe(name);
});

it('a name is one container’s alone', () => {
  expect(() => mustBeFree('web', ['db'], 'Make web')).not.toThrow();
  expect(() => mustBeFree('web', ['db', 'web'], 'Make web')).toThrow(/Make web: .*web already/);
});
