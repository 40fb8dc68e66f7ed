/** An app that has no descriptor left when it starts a conmon: prints what it is told. Run by itself, with few to have. */
import { openSync } from 'node:fs';
import { toErrorData } from '../../../../shared/errors.ts';
import { ConmonProcess } from '../conmon-process.ts';

try {
  for (;;) openSync('/dev/null', 'r');
} catch {
  // None is left.
}
try {
  new ConmonProcess({ program: '/bin/true', args: [], folder: '/', doing: 'Make web' });
} catch (thrown) {
  process.stdout.write(JSON.stringify(toErrorData(thrown)));
}
