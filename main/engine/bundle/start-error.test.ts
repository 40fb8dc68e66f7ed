import { expect, it } from 'vitest';
import { errorOfWords } from '../../runtime/conmon/runtime-errors.ts';
import { startError } from './start-error.ts';

it.each(['exec: "/nope": stat /nope: no such file or directory', 'open executable: Permission denied'])(
  'blames the command for %j',
  (words) => {
    const told = startError(errorOfWords(words, 'Start web'), 'web');
    expect(told).toMatchObject({ code: 'invalid', message: 'Start web: its command could not be run.' });
  },
);

it.each([
  'error mounting "/nope" to rootfs at "/x": stat /nope: no such file or directory',
  'chdir to cwd ("/nope") set in config.json failed: no such file or directory',
  'unable to apply caps: operation not permitted',
])('leaves what the command has nothing to do with as it was told: %j', (words) => {
  const thrown = errorOfWords(words, 'Start web');
  expect(startError(thrown, 'web')).toBe(thrown);
});
