import { describe, expect, it } from 'vitest';
import { isAllowedRequest, isOwnOrigin, isOwnPage } from './own-origin.ts';

const foreign = [
  'gantry://app.evil/',
  'gantry://app2',
  'gantry://apple/index.html',
  'https://gantry//app/',
  'null',
  '',
];

describe('what comes from our own origin', () => {
  it.each(['gantry://app', 'gantry://app/'])('is %s, which may ask', (asking) => {
    expect(isOwnOrigin(asking)).toBe(true);
  });

  it.each(['gantry://app/index.html', 'blob:gantry://app/8f', 'devtools://devtools/'])('may be loaded: %s', (url) => {
    expect(isAllowedRequest(url)).toBe(true);
  });

  it.each(foreign)('is not %j', (url) => {
    expect([isOwnOrigin(url), isOwnPage(url), isAllowedRequest(url), isAllowedRequest(`blob:${url}`)]).toEqual([
      ...[false, false, false, false],
    ]);
  });
});
