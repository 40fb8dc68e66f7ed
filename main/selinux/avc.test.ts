import { describe, expect, it } from 'vitest';
import { isOf, parseDenials } from './avc.ts';

const source = 'system_u:system_r:container_t:s0:c302,c886';
/** As auditd wrote it on a machine with SELinux enforcing. */
const audited = `type=AVC msg=audit(1764072000.123:456): avc:  denied  { read } for  pid=972 comm="cat" name="f" dev="vda" ino=14157 scontext=${source} tcontext=unconfined_u:object_r:var_t:s0 tclass=file permissive=0`;

describe('a denial', () => {
  it('is read from the audit log', () => {
    expect(parseDenials(`type=SYSCALL msg=audit(1764072000.123:456): arch=c000003e\n${audited}\n`)).toEqual([
      {
        event: '1764072000.123:456',
        at: 1764072000123,
        permissions: ['read'],
        command: 'cat',
        pid: 972,
        target: 'f',
        targetClass: 'file',
        sourceLabel: source,
        targetLabel: 'unconfined_u:object_r:var_t:s0',
        permissive: false,
      },
    ]);
  });

  it('is read from the kernel log', () => {
    const line = `6,1100,38000000,-;audit: type=1400 audit(1764072001.004:9): avc:  denied  { read write } for  pid=5 comm="sh" path="/s/a file" dev="vda" ino=1 scontext=${source} tcontext=u:object_r:var_t:s0 tclass=file permissive=1`;
    expect(parseDenials(line)).toMatchObject([
      { at: 1764072001004, permissions: ['read', 'write'], target: '/s/a file', permissive: true },
    ]);
  });

  it('is one, though both logs have it; two files of one call are two', () => {
    const fromKernel = audited.replace('type=AVC msg=audit', 'audit: type=1400 audit');
    expect(
      parseDenials(`${audited}\n${fromKernel}\n${audited.replace('"f"', '"g"')}`).map(({ target }) => target),
    ).toEqual(['f', 'g']);
  });

  it.each([
    ['a port that it would listen on', 'src=80', 'tcp_socket', 'port 80'],
    ['a port that it would reach', 'dest=5432', 'tcp_socket', 'port 5432'],
    ['a capability', 'capability=21', 'capability', 'capability 21'],
    ['nothing', 'dev="vda"', 'process', null],
    ['a name of hexadecimal digits', 'name=612062', 'file', 'a b'],
    ['a name that only looks like some', 'name="612062"', 'file', '612062'],
  ])('names %s', (_what, field, targetClass, target) => {
    const line = audited.replace('name="f"', field).replace('tclass=file', `tclass=${targetClass}`);
    expect(parseDenials(line)).toMatchObject([{ target, targetClass }]);
  });

  it('is left out where it is broken, or is none', () => {
    expect(parseDenials(audited.replace(/tcontext=\S+/, ''))).toEqual([]);
    expect(parseDenials(audited.replace('denied', 'granted'))).toEqual([]);
    expect(parseDenials(audited.slice(0, 60))).toEqual([]);
    expect(parseDenials('')).toEqual([]);
  });

  it('is of the container whose type and categories it has', () => {
    const [denial] = parseDenials(audited);
    if (denial === undefined) throw new Error('no denial');
    expect(isOf(denial, 'system_u:system_r:container_t:s0:c886,c302')).toBe(true);
    expect(isOf(denial, 'system_u:system_r:container_t:s0:c1,c2')).toBe(false);
    expect(isOf(denial, 'system_u:system_r:container_init_t:s0:c302,c886')).toBe(false);
    expect(isOf(denial, '')).toBe(false);
  });
});
