import { describe, expect, it } from 'vitest';
import { fullName, mustBeName, namesFrom } from './names.ts';

describe("an image's name", () => {
  it.each([
    ['busybox', 'localhost/busybox:latest'],
    ['busybox:1.36', 'localhost/busybox:1.36'],
    ['team/app', 'localhost/team/app:latest'],
    ['localhost/a/b_c:X-1', 'localhost/a/b_c:X-1'],
    ['registry.example/a', 'registry.example/a:latest'],
    ['registry.example:5000/a', 'registry.example:5000/a:latest'],
    ['registry:5000/a:b', 'registry:5000/a:b'],
  ])('%s is %s in full', (text, name) => {
    expect(fullName(text)).toBe(name);
  });

  it.each(['', 'A', 'a b', '../a', 'a//b', 'a:', 'a:.b', '/a', 'a/', `a:${'x'.repeat(129)}`, 'a@sha256:0'])(
    '%j is none',
    (text) => {
      expect(fullName(text)).toBeNull();
      expect(() => mustBeName(text)).toThrow(expect.objectContaining({ code: 'invalid' }));
    },
  );

  it.each([
    [['latest'], 'Busy Box.tar.gz', ['localhost/busy-box:latest']],
    [['1.0'], 'app.oci.tar', ['localhost/app:1.0']],
    [['v1'], 'app-2.1', ['localhost/app-2.1:v1']],
    [['v1'], '…', ['localhost/image:v1']],
    [['localhost/x:y', 'registry.example/x'], 'any', ['localhost/x:y', 'registry.example/x:latest']],
    [['Not A Name'], 'any', []],
    [[], 'any', []],
  ])('%j in %s is %j', (said, source, names) => {
    expect(namesFrom(said, source)).toEqual(names);
  });
});
