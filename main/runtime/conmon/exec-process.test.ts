import { describe, expect, it } from 'vitest';
import { processSpec } from './bundle-config.ts';
import { execProcess } from './exec-process.ts';

const own = processSpec.parse({
  terminal: true,
  args: ['web'],
  env: ['PATH=/bin', 'HOME=/root', 'MODE=fast', 'EMPTY'],
  cwd: '/srv',
  user: { uid: 1, gid: 2, umask: 18 },
  capabilities: {
    bounding: ['CAP_KILL'],
    effective: ['CAP_KILL'],
    permitted: ['CAP_KILL'],
    inheritable: [],
    ambient: [],
  },
  noNewPrivileges: true,
  selinuxLabel: 'system_u:system_r:container_t:s0:c1,c2',
});

describe('the process of an exec session', () => {
  it("is the container's own but for what is asked", () => {
    expect(execProcess(own, { cmd: ['ls', '-l'], terminal: false }, null)).toEqual({
      ...own,
      terminal: false,
      args: ['ls', '-l'],
    });
  });

  it('has its own terminal, folder, size and environment', () => {
    const made = execProcess(
      own,
      { cmd: ['sh'], terminal: true, cwd: '/tmp', env: { MODE: 'slow=1', NEW: '' }, size: { columns: 80, rows: 24 } },
      null,
    );
    expect(made).toMatchObject({ terminal: true, cwd: '/tmp', consoleSize: { width: 80, height: 24 } });
    expect(made.env).toEqual(['PATH=/bin', 'HOME=/root', 'EMPTY', 'TERM=xterm', 'MODE=slow=1', 'NEW=']);
  });

  it("has another user's numbers and home", () => {
    const made = execProcess(
      own,
      { cmd: ['sh'], terminal: false },
      { uid: 5, gid: 6, additionalGids: [7], home: null },
    );
    expect(made.user).toEqual({ uid: 5, gid: 6, additionalGids: [7] });
    expect(made.env).toContain('HOME=/');
    expect(made.env).not.toContain('HOME=/root');
  });

  it('has the capabilities of who runs it', () => {
    const nobody = { uid: 5, gid: 6, additionalGids: [], home: null };
    const made = (user: typeof nobody | null) => execProcess(own, { cmd: ['x'], terminal: false }, user).capabilities;
    expect(made(null)).toEqual(own.capabilities);
    expect(made({ ...nobody, uid: own.user.uid })).toEqual(own.capabilities);
    expect(made(nobody)).toMatchObject({ bounding: ['CAP_KILL'], effective: [], permitted: [] });
  });
});
