import { expect, it } from 'vitest';
import { isSystemdMode } from './systemd-mode.ts';

it.each([
  ['true', ['/sbin/init'], true],
  ['true', ['/usr/sbin/init', '--x'], true],
  ['true', ['/usr/local/sbin/init'], true],
  ['true', ['/lib/systemd/systemd'], true],
  ['true', ['systemd'], true],
  ['true', ['init'], false],
  ['true', ['/bin/sh', '/sbin/init'], false],
  ['true', ['/usr/bin/systemd-run'], false],
  ['true', [], false],
  ['always', ['sleep'], true],
  ['always', [], true],
  ['false', ['/sbin/init'], false],
] as const)('systemd=%s makes of %j an init: %s', (mode, command, is) => {
  expect(isSystemdMode(mode, command)).toBe(is);
});
