import { describe, expect, it } from 'vitest';
import { isSafeLink } from './safe-link.ts';

describe('a link that comes from a container', () => {
  it.each(['http://localhost:8080/', 'https://example.org/a?b#c'])('is opened when it is a web address: %s', (url) => {
    expect(isSafeLink(url)).toBe(true);
  });

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,hello',
    'vscode://file/x',
    'ssh://somewhere',
    'https://name:word@example.org/',
    'not an address',
    '',
  ])('is refused otherwise: %s', (url) => {
    expect(isSafeLink(url)).toBe(false);
  });
});
