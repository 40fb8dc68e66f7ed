/** SELinux contexts as the screens show them. */
import { z } from 'zod/mini';

/** A context split into its fields. The level keeps its own colons and commas: `s0:c1,c2`. */
export const selinuxContext = z.object({
  user: z.string(),
  role: z.string(),
  type: z.string(),
  level: z.string(),
});
export type SelinuxContext = z.infer<typeof selinuxContext>;

/**
 * Splits `user:role:type:level`.
 * @returns null for what is no context: an empty label (SELinux off or `label=disable`) or a malformed one
 */
export function parseContext(label: string): SelinuxContext | null {
  const match = /^([^:\s]+):([^:\s]+):([^:\s]+)(?::(\S+))?$/.exec(label.replace(/\0$/, '').trim());
  if (match === null) return null;
  const [, user = '', role = '', type = '', level = ''] = match;
  return { user, role, type, level };
}

/** The labels of a container. They never change while it lives. Empty strings: none. */
export const containerLabels = z.object({
  containerId: z.string(),
  processLabel: z.string(),
  mountLabel: z.string(),
});
export type ContainerLabels = z.infer<typeof containerLabels>;

/** What is wrong with the label that a container runs with. */
export const labelWarning = z.object({
  kind: z.enum(['unconfined', 'differs', 'shared-categories']),
  /** In a sentence or two. */
  text: z.string(),
});
export type LabelWarning = z.infer<typeof labelWarning>;

/** A container whose label is not as it should be. */
export const warnedContainer = z.object({
  containerId: z.string(),
  warnings: z.array(labelWarning).check(z.minLength(1)),
});
export type WarnedContainer = z.infer<typeof warnedContainer>;

/** An access that the policy has refused (an AVC message of the kernel). */
export const denial = z.object({
  /** By which the kernel tells it from others: its time and a number. Two of one event differ in what was asked for. */
  event: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** What was asked for: `read`, `name_bind` … */
  permissions: z.array(z.string()),
  /** Name and number of the process that asked; null where the message has none. */
  command: z.nullable(z.string()),
  pid: z.nullable(z.number()),
  /** What it asked for: a path, a file's name, `port 80`; null where the message has none. */
  target: z.nullable(z.string()),
  /** `file`, `tcp_socket` … */
  targetClass: z.string(),
  sourceLabel: z.string(),
  targetLabel: z.string(),
  /** It was allowed nevertheless: only written down. */
  permissive: z.boolean(),
});
export type Denial = z.infer<typeof denial>;

/** Everything the SELinux pane of a container shows. */
export const selinuxReport = z.object({
  /** Whether SELinux is on where the container lives. */
  enabled: z.boolean(),
  processLabel: z.string(),
  mountLabel: z.string(),
  /** The context that the kernel reports for the container's first process; null where it can't be read. */
  kernelLabel: z.nullable(z.string()),
  /** Why the kernel's could not be read: not running, on another machine … */
  kernelLabelMissing: z.nullable(z.string()),
  /** What was asked for at creation (`label=type:…`), as the engine tells it. */
  requested: z.array(z.string()),
  /** What the type means, in a sentence or two. */
  typeMeaning: z.nullable(z.string()),
});
export type SelinuxReport = z.infer<typeof selinuxReport>;

/** What the policy has refused a container, as the logs of its machine tell it. */
export const denialReport = z.object({
  /** The newest first. */
  denials: z.array(denial),
  /** As far back as the logs were read, in milliseconds since 1970; null: they tell of nothing at all. */
  since: z.nullable(z.number()),
  /** Why more may have been refused than is told: another machine, a log that can't be read … Null: nothing known of that. */
  missing: z.nullable(z.string()),
});
export type DenialReport = z.infer<typeof denialReport>;
