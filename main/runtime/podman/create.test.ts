import { describe, expect, it } from 'vitest';
import { noNeeds } from '../../host/creation-needs.ts';
import { specGenerator } from './create.ts';
import { plainSpec } from './testing/real-runtime.ts';

describe('what libpod is told of a new container', () => {
  it('leaves to the engine and the image what was not asked for', () => {
    const told = specGenerator(plainSpec('i', { command: [] }), noNeeds);
    for (const name of ['name', 'command', 'selinux_opts', 'r_limits']) expect(told).not.toHaveProperty(name);
  });

  it('names the init only where one is wanted, and the engine would not take the right one', () => {
    const needs = { ...noNeeds, initPath: '/usr/bin/catatonit' };
    expect(specGenerator(plainSpec('i', { init: true }), needs)).toMatchObject({
      init: true,
      init_path: '/usr/bin/catatonit',
    });
    expect(specGenerator(plainSpec('i'), needs)).not.toHaveProperty('init_path');
    expect(specGenerator(plainSpec('i', { init: true }), noNeeds)).not.toHaveProperty('init_path');
  });

  it('keeps all of a value after its first equals sign', () => {
    const environment = [{ name: 'A', value: 'b=c=d' }];
    expect(specGenerator(plainSpec('i', { environment }), noNeeds).env).toEqual({ A: 'b=c=d' });
  });

  it('tells paths from names of volumes, with how they are labelled', () => {
    const volume = { destination: '/data', readOnly: true } as const;
    const volumes = [
      { ...volume, source: '/srv', relabel: 'private' as const },
      { ...volume, source: 'data', readOnly: false, relabel: 'shared' as const },
    ];
    const told = specGenerator(plainSpec('i', { volumes }), noNeeds);
    expect(told.mounts).toEqual([
      { type: 'bind', source: '/srv', destination: '/data', options: ['rbind', 'ro', 'Z'] },
    ]);
    expect(told.volumes).toEqual([{ Name: 'data', Dest: '/data', Options: ['rw', 'z'] }]);
  });

  it.each([
    [{ disable: false, type: 'container_init_t', level: 's0:c1,c2' }, ['type:container_init_t', 'level:s0:c1,c2']],
    [{ disable: true, type: 'container_init_t', level: null }, ['disable']],
  ])('tells the SELinux options: %o', (selinux, expected) => {
    expect(specGenerator(plainSpec('i', { selinux }), noNeeds)).toMatchObject({
      selinux_opts: expected,
      annotations: { 'io.podman.annotations.label': expected.join(',label=') },
    });
  });

  it.each([
    [{ when: 'no', tries: null }, {}],
    [{ when: 'always', tries: null }, { restart_policy: 'always' }],
    [{ when: 'unless-stopped', tries: null }, { restart_policy: 'unless-stopped' }],
    [{ when: 'on-failure', tries: null }, { restart_policy: 'on-failure' }],
    [
      { when: 'on-failure', tries: 5 },
      { restart_policy: 'on-failure', restart_tries: 5 },
    ],
  ] as const)('tells the restart policy %o', (restart, expected) => {
    const told = specGenerator(plainSpec('i', { restart }), noNeeds);
    expect(Object.fromEntries(Object.entries(told).filter(([name]) => name.startsWith('restart')))).toEqual(expected);
  });

  it.each([
    ['default', undefined],
    ['host', { nsmode: 'host' }],
    ['none', { nsmode: 'none' }],
  ] as const)('tells the network %s', (network, netns) => {
    expect(specGenerator(plainSpec('i', { network }), noNeeds)).toEqual(
      netns === undefined
        ? expect.not.objectContaining({ netns: expect.anything() })
        : expect.objectContaining({ netns }),
    );
  });

  it('lets the engine pick a host port that was left open', () => {
    const ports = [{ hostIp: '', hostPort: null, containerPort: 80, protocol: 'tcp' as const }];
    expect(specGenerator(plainSpec('i', { ports }), noNeeds).portmappings).toEqual([
      { container_port: 80, protocol: 'tcp' },
    ]);
  });
});
