/** What SELinux has refused a container of an engine. */
import type { DenialReport, SelinuxReport } from '../../shared/selinux.ts';
import { recentDenials } from '../selinux/denials.ts';

interface Where {
  /** Whether the container lives on this machine, whose logs can be read. */
  readonly isHere: boolean;
  /** When it was made, in milliseconds since 1970: its categories may have been another's before. */
  readonly since: number;
}

/** @param report of the container: it may run under another label than it was given, and is refused things under both */
export async function denialsOf(report: SelinuxReport, { isHere, since }: Where): Promise<DenialReport> {
  const nothing = { denials: [], since: null };
  if (!report.enabled) return { ...nothing, missing: 'SELinux is off.' };
  if (!isHere) return { ...nothing, missing: 'The container lives on another machine, and its logs are there.' };
  // One without a label of its own has the engine's, by which its denials can't be told from others'.
  if (report.processLabel === '')
    return { ...nothing, missing: 'It has no label of its own, by which to find its own.' };
  const labels = new Set([report.processLabel, report.kernelLabel ?? report.processLabel]);
  return recentDenials([...labels], since);
}
