import { describe, expect, it } from 'vitest';
import { servedFile } from './served-file.ts';

describe('an address of the window', () => {
  it('names a file of the built window', () => {
    expect(servedFile('/built', 'gantry://app/assets/index.js?v=1')).toBe('/built/assets/index.js');
  });

  it.each([
    'gantry://app/..%2f..%2fetc/passwd',
    'gantry://app/%2e%2e/%2e%2e/etc/passwd%00',
    'gantry://app//etc/passwd/../../../etc/shadow',
    'gantry://app/%E0%A4%A',
    'gantry://elsewhere/index.html',
  ])('never leads out of it: %s', (url) => {
    const file = servedFile('/built', url);
    expect(file === null || file.startsWith('/built/')).toBe(true);
  });

  it('is refused when it names the folder above', () => {
    expect(servedFile('/built', 'gantry://app/..%2fsecret')).toBeNull();
  });
});
