/** The kernel's AVC messages: what the SELinux policy has refused. */
import type { Denial } from '../../shared/selinux.ts';
import { parseContext } from '../../shared/selinux.ts';
import { sameLevelText } from '../../shared/selinux-level.ts';

/**
 * Reads the denials in lines of the audit log or of the kernel's own. What is no denial, or is broken, is left out.
 * @returns in their order; one that came both ways (auditd writes it, the kernel log has it too) only once
 */
export function parseDenials(text: string): Denial[] {
  const found = new Map<string, Denial>();
  for (const line of text.split('\n')) {
    const denial = parseMessage(line);
    if (denial !== null) found.set(keyOf(denial), denial);
  }
  return [...found.values()];
}

/** Whether a container asked for it: by type and categories, which are one container's alone but for those that share them. */
export function isOf(denial: Denial, processLabel: string): boolean {
  const [source, own] = [parseContext(denial.sourceLabel), parseContext(processLabel)];
  if (source === null || own === null || source.type !== own.type) return false;
  return sameLevelText(source.level, own.level);
}

function keyOf({ event, permissions, target, targetLabel }: Denial): string {
  return [event, permissions.join(), target, targetLabel].join(' ');
}

function parseMessage(line: string): Denial | null {
  const match = /audit\((\d+)\.(\d{3}):(\d+)\):\s+avc:\s+denied\s+\{ ([^}]*?) \}\s+for\s+(.*)$/.exec(line);
  if (match === null) return null;
  const [, seconds = '', milliseconds = '', serial = '', permissions = '', rest = ''] = match;
  const fields = fieldsOf(rest);
  const [sourceLabel, targetLabel, targetClass] = [
    fields.get('scontext'),
    fields.get('tcontext'),
    fields.get('tclass'),
  ];
  if (sourceLabel === undefined || targetLabel === undefined || targetClass === undefined) return null;
  const pid = Number(fields.get('pid'));
  return {
    event: `${seconds}.${milliseconds}:${serial}`,
    at: Number(seconds) * 1000 + Number(milliseconds),
    permissions: permissions.split(' '),
    command: fields.get('comm') ?? null,
    pid: Number.isSafeInteger(pid) ? pid : null,
    target: targetOf(fields),
    targetClass,
    sourceLabel,
    targetLabel,
    permissive: fields.get('permissive') === '1',
  };
}

/** Names that hold blanks or quotes come unquoted, as hexadecimal digits (`audit_log_untrustedstring`). */
const untrusted: ReadonlySet<string> = new Set(['comm', 'exe', 'name', 'path']);

function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [, key = '', quoted, bare = ''] of text.matchAll(/([a-z_]+)=(?:"([^"]*)"|(\S+))/g)) {
    const isHex = untrusted.has(key) && /^(?:[0-9A-F]{2})+$/.test(bare);
    fields.set(key, quoted ?? (isHex ? Buffer.from(bare, 'hex').toString() : bare));
  }
  return fields;
}

function targetOf(fields: ReadonlyMap<string, string>): string | null {
  const path = fields.get('path') ?? fields.get('name');
  if (path !== undefined) return path;
  const port = fields.get('dest') ?? fields.get('src');
  if (port !== undefined) return `port ${port}`;
  const capability = fields.get('capability');
  return capability === undefined ? null : `capability ${capability}`;
}
