import { describe, expect, it } from 'vitest';
import { parseLabelOptions } from './label-options.ts';

describe("a user's SELinux options", () => {
  it('are nothing without any', () => {
    expect(parseLabelOptions([])).toEqual({
      disable: false,
      nested: false,
      user: null,
      role: null,
      type: null,
      level: null,
      filetype: null,
    });
  });

  it('are read, the last of each', () => {
    const options = ['type:a_t', 'level:s0:c1,c2', 'user:x_u', 'role:y_r', 'filetype:f_t', 'type:b_t', 'nested'];
    expect(parseLabelOptions(options)).toEqual({
      disable: false,
      nested: true,
      user: 'x_u',
      role: 'y_r',
      type: 'b_t',
      level: 's0:c1,c2',
      filetype: 'f_t',
    });
    expect(parseLabelOptions(['disable']).disable).toBe(true);
  });

  it.each([
    '',
    'enable',
    'type',
    'type:',
    ':x',
    'kind:x',
    'type:a:b',
    'type:a b',
    'level:s0 c1',
    'Disable',
    'constructor:x',
  ])('are refused where they are none: %j', (option) => {
    expect(() => parseLabelOptions([option])).toThrow(`The SELinux option ${JSON.stringify(option)} is none.`);
  });
});
