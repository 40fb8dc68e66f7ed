import { describe, expect, it } from 'vitest';
import { resolveUser } from './users.ts';

const files = {
  passwd: 'root:x:0:0:root:/root:/bin/sh\nweb:x:33:34:web:/srv:/bin/false\n77:x:5:6::/odd:\nbroken\n:::\n',
  group: 'root:x:0:\nweb:x:34:\nextra:x:90:root,web\nmore:x:91:web\n78:x:7:\n',
};

describe("a container's user", () => {
  it.each([
    ['web', { uid: 33, gid: 34, additionalGids: [90, 91], home: '/srv' }],
    ['33', { uid: 33, gid: 34, additionalGids: [90, 91], home: '/srv' }],
    ['web:extra', { uid: 33, gid: 90, additionalGids: [], home: '/srv' }],
    ['web:12', { uid: 33, gid: 12, additionalGids: [], home: '/srv' }],
    ['1000', { uid: 1000, gid: 0, additionalGids: [], home: null }],
    ['1000:1000', { uid: 1000, gid: 1000, additionalGids: [], home: null }],
    ['', { uid: 0, gid: 0, additionalGids: [90], home: '/root' }],
    [':web', { uid: 0, gid: 34, additionalGids: [], home: '/root' }],
  ])('%j is by its own files %j', (asked, user) => {
    expect(resolveUser(asked, files)).toEqual(user);
  });

  it('is a name before it is a number', () => {
    expect(resolveUser('77', files)).toMatchObject({ uid: 5, gid: 6, home: '/odd' });
    expect(resolveUser('0:78', files)).toMatchObject({ gid: 7 });
  });

  it('is a number where the container has no files', () => {
    expect(resolveUser('5:6', { passwd: '', group: '' })).toMatchObject({ uid: 5, gid: 6 });
    expect(resolveUser('', { passwd: '', group: '' })).toMatchObject({ uid: 0, gid: 0, home: null });
  });

  it.each(['nobody', 'web:nobody', '-1', '4294967295', '99999999999', '1.5', 'broken'])('%j is refused', (asked) => {
    expect(() => resolveUser(asked, files)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });
});
