/** What is there on the machine, what is missing, and what each missing part costs the user. */
import { z } from 'zod/mini';

export const doctorItem = z.object({
  id: z.string(),
  title: z.string(),
  /** `info`: the user goes without something, and yet all is as it should be. */
  state: z.enum(['ok', 'info', 'limited', 'missing']),
  /** What was found, such as a version; null where there is nothing. */
  found: z.nullable(z.string()),
  /** What the user goes without; null where all is well. */
  cost: z.nullable(z.string()),
  /** What the user can do about it; null where nothing can be done. */
  remedy: z.nullable(z.string()),
});
export type DoctorItem = z.infer<typeof doctorItem>;

export const doctorReport = z.object({ items: z.array(doctorItem) });
export type DoctorReport = z.infer<typeof doctorReport>;
