/** What a build warns of: not of its own slowness, which on a busy machine is said each time and helps nobody. */
export const checks = { bundlerTimings: false } as const;
