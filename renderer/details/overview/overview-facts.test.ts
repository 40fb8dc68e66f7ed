import { describe, expect, it } from 'vitest';
import { filterVariables, variable } from './environment.ts';
import { portLine } from './port-lines.ts';

const tcp = { hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp', range: 1 };

describe('a published port', () => {
  it('is a link to this machine', () => {
    expect(portLine(tcp, null)).toEqual({ text: '8080 → 80/tcp', url: 'http://localhost:8080' });
    expect(portLine({ ...tcp, hostIp: '0.0.0.0' }, null).url).toBe('http://localhost:8080');
  });

  it('keeps an address that it is bound to, with brackets round an IPv6 one', () => {
    expect(portLine({ ...tcp, hostIp: '10.1.2.3' }, null)).toEqual({
      text: '10.1.2.3:8080 → 80/tcp',
      url: 'http://10.1.2.3:8080',
    });
    expect(portLine({ ...tcp, hostIp: 'fd00::7' }, null).url).toBe('http://[fd00::7]:8080');
  });

  it('shows a range, and links its first port', () => {
    expect(portLine({ ...tcp, range: 3 }, null)).toEqual({
      text: '8080–8082 → 80–82/tcp',
      url: 'http://localhost:8080',
    });
  });

  it('of an engine elsewhere is a link to that machine, where it can be reached from here', () => {
    expect(portLine(tcp, 'far').url).toBe('http://far:8080');
    expect(portLine({ ...tcp, hostIp: '10.1.2.3' }, 'far').url).toBe('http://10.1.2.3:8080');
    expect(portLine({ ...tcp, hostIp: '127.0.0.1' }, 'far')).toEqual({ text: '127.0.0.1:8080 → 80/tcp', url: null });
  });

  it('is no link when it speaks UDP or is not published', () => {
    expect(portLine({ ...tcp, protocol: 'udp' }, null).url).toBeNull();
    expect(portLine({ ...tcp, hostPort: 0 }, null)).toEqual({ text: '80/tcp', url: null });
  });
});

describe('the environment', () => {
  it('keeps the equals signs of a value', () => {
    expect(variable('OPTS=--a=1 --b=2')).toEqual({ name: 'OPTS', value: '--a=1 --b=2' });
    expect(variable('BARE')).toEqual({ name: 'BARE', value: '' });
  });

  it('is filtered by name or value and sorted by name', () => {
    expect(filterVariables(['TERM=xterm', 'PATH=/bin', 'HOME=/root'], '').map((v) => v.name)).toEqual([
      'HOME',
      'PATH',
      'TERM',
    ]);
    expect(filterVariables(['TERM=xterm', 'PATH=/bin'], 'XTERM')).toEqual([{ name: 'TERM', value: 'xterm' }]);
  });
});
