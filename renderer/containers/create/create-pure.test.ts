import { describe, expect, test } from 'vitest';
import { quoteWord, splitWords } from '../../ui/shell-words.ts';
import { commandLine } from './command-line.ts';
import { emptyForm, judgeForm } from './form.ts';

const judge = (form: Partial<typeof emptyForm>) => judgeForm({ ...emptyForm, image: 'x', ...form }, new Set(['taken']));
const faultOf = (form: Partial<typeof emptyForm>, field: string): string | undefined => judge(form).faults.get(field);
const faulty = (form: Partial<typeof emptyForm>): string[] => [...judge(form).faults.keys()];

describe('a command line', () => {
  test.each([
    ['', []],
    ['  sleep   1000 ', ['sleep', '1000']],
    [`sh -c 'echo "a b"; exit 3'`, ['sh', '-c', 'echo "a b"; exit 3']],
    [String.raw`echo "a \"b\" \n" c\ d`, ['echo', String.raw`a "b" \n`, 'c d']],
    [`echo '' ""`, ['echo', '', '']],
    [`a"b"'c'd`, ['abcd']],
  ])('%s', (line, words) => expect(splitWords(line)).toEqual(words));

  test.each([`'`, `echo "a`, `a 'b" c`])('%s has a quote that isn’t closed', (line) =>
    expect(splitWords(line)).toBeNull(),
  );

  test.each(['a', '', 'a b', `it's`, '"', '$HOME', '*', 'é', '-x=1', '\\', 'a\nb'])('%j comes back whole', (word) =>
    expect(splitWords(quoteWord(word))).toEqual([word]),
  );
});

describe('the create form', () => {
  test('is faulty without an image, with a name that is taken or is none, and with an open quote', () => {
    expect(judgeForm(emptyForm, new Set()).faults.get('image')).toBeDefined();
    expect(faultOf({ name: 'taken' }, 'name')).toBe('Another container has this name.');
    expect(faultOf({ name: '-x' }, 'name')).toBeDefined();
    expect(faultOf({ command: `sh -c 'x` }, 'command')).toBe('A quote isn’t closed.');
    expect(judge({ name: 'free', command: 'sh' }).faults.size).toBe(0);
  });

  test('keeps all of a variable’s value, = and all', () => {
    const row = { key: 1, name: 'KEY', value: 'a=b=c' };
    expect(judge({ environment: [row] }).spec.environment).toEqual([{ name: 'KEY', value: 'a=b=c' }]);
    expect(faultOf({ environment: [{ ...row, name: 'A=B' }] }, 'environment-1-name')).toBeDefined();
    expect(faultOf({ environment: [{ ...row, name: '' }] }, 'environment-1-name')).toBeDefined();
  });

  test.each([
    ['8080', '80', { hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp' }],
    ['127.0.0.1:8080', '80', { hostIp: '127.0.0.1', hostPort: 8080, containerPort: 80, protocol: 'tcp' }],
    ['[::1]:', '80', { hostIp: '::1', hostPort: null, containerPort: 80, protocol: 'tcp' }],
    ['', '80', { hostIp: '', hostPort: null, containerPort: 80, protocol: 'tcp' }],
  ])('reads the port %s → %s', (host, container, port) => {
    expect(judge({ ports: [{ key: 1, host, container, protocol: 'tcp' }] }).spec.ports).toEqual([port]);
  });

  test.each([
    ['x', '80', 'host'],
    ['70000', '80', 'host'],
    ['80', '', 'container'],
    ['80', '0', 'container'],
    ['1.2.3:80', '80', 'host'],
  ])('takes no port %s → %s', (host, container, field) => {
    expect(faulty({ ports: [{ key: 1, host, container, protocol: 'tcp' }] })).toEqual([`port-1-${field}`]);
  });

  test.each([
    ['', '/in', ['source']],
    ['relative/path', '/in', ['source']],
    ['/out', 'in', ['destination']],
    ['/a:b', '/in', ['source']],
    ['/a', '/i,n', ['destination']],
    ['', '', ['source', 'destination']],
  ])('takes no volume %s → %s', (source, destination, fields) => {
    const row = { key: 1, source, destination, readOnly: false, relabel: 'none' as const };
    expect(faulty({ volumes: [row] })).toEqual(fields.map((field) => `volume-1-${field}`));
  });

  test.each([
    ['on-failure', '', { when: 'on-failure', tries: null }],
    ['on-failure', ' 12 ', { when: 'on-failure', tries: 12 }],
    // What stands in a field that isn't in force counts for nothing.
    ['always', 'x', { when: 'always', tries: null }],
    ['no', '3', { when: 'no', tries: null }],
  ] as const)('restarts %s, at most %j times', (restart, restartTries, expected) => {
    expect(judge({ restart, restartTries }).spec.restart).toEqual(expected);
    expect(faulty({ restart, restartTries })).toEqual([]);
  });

  test.each(['0', '-1', 'x', '1.5', '9999999999'])('takes no %j restarts', (restartTries) => {
    expect(faulty({ restart: 'on-failure', restartTries })).toEqual(['restart-tries']);
  });

  test('removes at its end only what is not started again', () => {
    expect(judge({ autoRemove: true }).spec.autoRemove).toBe(true);
    expect(judge({ autoRemove: true, restart: 'always' }).spec.autoRemove).toBe(false);
  });

  test.each(['host', 'none'] as const)(
    'publishes no ports with the network %s, and says nothing against them',
    (network) => {
      const ports = [{ key: 1, host: 'x', container: '', protocol: 'tcp' as const }];
      expect(judge({ network, ports }).spec).toMatchObject({ network, ports: [] });
      expect(faulty({ network, ports })).toEqual([]);
      const { spec } = judge({ network });
      expect(commandLine(['podman'], spec, true)).toContain(`--network ${network} `);
      expect(commandLine(['podman'], judge({}).spec, true)).not.toContain('--network');
    },
  );

  test('takes SELinux’s words only as such', () => {
    expect(judge({ selinux: 'own', selinuxType: 'container_t', selinuxLevel: 's0:c1,c2' }).spec.selinux).toEqual({
      disable: false,
      type: 'container_t',
      level: 's0:c1,c2',
    });
    expect(faultOf({ selinux: 'own', selinuxType: 'a b' }, 'selinux-type')).toBeDefined();
    expect(faultOf({ selinux: 'own', selinuxLevel: 'c1' }, 'selinux-level')).toBeDefined();
    // What stands in a field that isn't in force counts for nothing.
    expect(judge({ selinux: 'disable', selinuxType: 'a b' }).spec.selinux).toEqual({
      disable: true,
      type: null,
      level: null,
    });
  });
});

test('the same as a command', () => {
  const { spec } = judge({
    image: 'shop/web:2',
    name: 'web',
    command: `sh -c 'echo $A'`,
    environment: [{ key: 1, name: 'A', value: 'b c' }],
    ports: [{ key: 1, host: '[::1]:8080', container: '80', protocol: 'udp' }],
    volumes: [{ key: 1, source: '/srv', destination: '/data', readOnly: true, relabel: 'private' }],
    init: true,
    autoRemove: true,
    restart: 'on-failure',
    restartTries: '5',
    selinux: 'own',
    selinuxLevel: 's0:c1,c2',
  });
  expect(commandLine(['podman'], spec, true)).toBe(
    `podman run --detach --name web --interactive --tty --init --restart on-failure:5 --env 'A=b c' --publish '[::1]:8080:80/udp' ` +
      `--volume /srv:/data:ro,Z --security-opt label=level:s0:c1,c2 shop/web:2 sh -c 'echo $A'`,
  );
});

test.each(['two words', `it's "quoted"`, 'a\nb', '$HOME `id` \\', '', '-x', 'é*?[a]!', '#no', '~', 'a;b&c|d>e'])(
  'a shell gets %j whole out of the command',
  (word) => {
    const { spec } = judge({ name: 'n', environment: [{ key: 1, name: 'A', value: word }] });
    const words = splitWords(commandLine(['podman'], { ...spec, command: ['echo', word] }, true));
    expect(words?.slice(-2)).toEqual(['echo', word]);
    expect(words).toContain(`A=${word}`);
  },
);
