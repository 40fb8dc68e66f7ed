import { z } from 'zod/mini';

/** A container's health check, as far as the engine's answer tells of one. */
export interface Health {
  readonly status: string;
  readonly failingStreak: number;
  /** What the last check printed; null where it printed nothing. */
  readonly lastOutput: string | null;
}

const check = z.object({
  Status: z.string(),
  FailingStreak: z.catch(z.number(), 0),
  Log: z.catch(z.nullable(z.array(z.object({ Output: z.catch(z.string(), '') }))), null),
});
/** libpod's define.InspectContainerState: `Health`, and `Healthcheck` before Podman 4.1. */
const mayHave = z.catch(z.optional(check), undefined);
const answer = z.object({ State: z.object({ Health: mayHave, Healthcheck: mayHave }) });

/** @returns null where the container has no health check */
export function healthOf(inspect: unknown): Health | null {
  const { success, data } = answer.safeParse(inspect);
  if (!success) return null;
  const found = data.State.Health ?? data.State.Healthcheck;
  if (found === undefined || found.Status === '') return null;
  return {
    status: found.Status,
    failingStreak: found.FailingStreak,
    lastOutput: found.Log?.at(-1)?.Output.trim() || null,
  };
}
