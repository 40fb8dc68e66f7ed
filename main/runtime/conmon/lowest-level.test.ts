import { expect, it } from 'vitest';
import { atLowestLevel } from './lowest-level.ts';

const conmon = { program: '/usr/bin/conmon', args: ['-c', 'id'] };

it.each(['unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023\0', 'system_u:system_r:container_t:s0:c1,c2'])(
  'conmon is started without the categories of %j',
  (own) => {
    expect(atLowestLevel(conmon, own)).toEqual({
      program: 'runcon',
      args: ['--range=s0', '--', '/usr/bin/conmon', '-c', 'id'],
    });
  },
);

it.each(['', 'unconfined\n', 'system_u:system_r:init_t:s0', 'user_u:user_r:user_t'])(
  'conmon is started as it is where there are none: %j',
  (own) => expect(atLowestLevel(conmon, own)).toEqual(conmon),
);
