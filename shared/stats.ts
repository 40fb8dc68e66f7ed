/** Live figures of a running container. */
import { z } from 'zod/mini';

/** One reading. Rates are per second since the reading before; the first one of a container has none. */
export const statsSample = z.object({
  /** Milliseconds since 1970. */
  at: z.number(),
  /** Of one core: 150 is one and a half cores. */
  cpuPercent: z.number(),
  memoryBytes: z.number(),
  memoryLimitBytes: z.number(),
  networkInBytesPerSecond: z.number(),
  networkOutBytesPerSecond: z.number(),
  /** Null, as the next: the machine's kernel counts them for nobody. */
  blockReadBytesPerSecond: z.nullable(z.number()),
  blockWriteBytesPerSecond: z.nullable(z.number()),
  processes: z.number(),
});
export type StatsSample = z.infer<typeof statsSample>;
