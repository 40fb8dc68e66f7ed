import { expect, it } from 'vitest';
import { type AskedPorts, askedPorts, eachOf, publishWord } from './port.ts';

const port: AskedPorts = { hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp', range: 1 };

it.each([
  [{}, '8080:80'],
  [{ hostPort: null }, '80'],
  [{ hostPort: null, protocol: 'udp' }, '80/udp'],
  [{ hostIp: '127.0.0.1' }, '127.0.0.1:8080:80'],
  [{ hostIp: '127.0.0.1', hostPort: null }, '127.0.0.1::80'],
  [{ hostIp: '::1', protocol: 'sctp' }, '[::1]:8080:80/sctp'],
  [{ range: 3 }, '8080-8082:80-82'],
  [{ range: 2, hostPort: null }, '80-81'],
] as const)('%j is written %s', (more, word) => {
  expect(publishWord({ ...port, ...more })).toBe(word);
});

it('several in a row are as many', () => {
  expect(eachOf({ ...port, range: 2 })).toEqual([
    { hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp' },
    { hostIp: '', hostPort: 8081, containerPort: 81, protocol: 'tcp' },
  ]);
  expect(eachOf({ ...port, hostPort: null, range: 2 }).map(({ hostPort }) => hostPort)).toEqual([null, null]);
});

it.each([{ hostPort: 0 }, { hostPort: 65_536 }, { containerPort: 0 }, { protocol: 'icmp' }, { range: 0 }])(
  '%j is no port',
  (more) => expect(askedPorts.safeParse({ ...port, ...more }).success).toBe(false),
);
