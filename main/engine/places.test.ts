import { describe, expect, it } from 'vitest';
import { commandOf, containerHost, usualPlaces, type Where } from './places.ts';

const user: Where = { environment: { XDG_RUNTIME_DIR: '/run/user/7' }, userId: 7, isRoot: false };

describe('where engines are looked for', () => {
  it('is the socket of this user and that of root', () => {
    expect(usualPlaces(user).map(({ origin, socketPath }) => [origin, socketPath])).toEqual([
      ['rootless-socket', '/run/user/7/podman/podman.sock'],
      ['rootful-socket', '/run/podman/podman.sock'],
    ]);
  });

  it('is the usual folder of this user where none is named', () => {
    const places = usualPlaces({ ...user, environment: { XDG_RUNTIME_DIR: '' } });
    expect(places[0]?.socketPath).toBe('/run/user/7/podman/podman.sock');
  });

  it('is only one for root', () => {
    expect(usualPlaces({ ...user, isRoot: true }).map(({ origin }) => origin)).toEqual(['rootful-socket']);
  });

  it.each([
    [undefined, null],
    ['', null],
    ['unix:///run/x.sock', { origin: 'container-host', socketPath: '/run/x.sock' }],
    ['ssh://core@host/run/podman.sock', { refused: 'ssh://core@host/run/podman.sock' }],
    ['tcp://localhost:8080', { refused: 'tcp://localhost:8080' }],
    ['unix://relative.sock', { refused: 'unix://relative.sock' }],
  ])('CONTAINER_HOST=%s names %o', (value, expected) => {
    const found = containerHost({ ...user, environment: { CONTAINER_HOST: value } });
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected);
  });
});

describe('the command for an engine', () => {
  const socketPath = '/run/podman/podman.sock';
  const withUrl = ['podman', '--url', `unix://${socketPath}`];
  const environment = { CONTAINER_HOST: 'unix:///run/x.sock' };

  it.each([
    ['own-service', user, ['podman']],
    ['rootless-socket', user, ['podman']],
    ['rootful-socket', user, withUrl],
    ['rootful-socket', { ...user, isRoot: true }, ['podman']],
    ['container-host', user, withUrl],
    // There plain podman means what CONTAINER_HOST names.
    ['rootless-socket', { ...user, environment }, withUrl],
  ] as const)('of the origin %s, for %o, is %j', (origin, where, expected) => {
    expect(commandOf({ origin, socketPath }, where)).toEqual(expected);
  });
});
