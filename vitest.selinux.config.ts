import { defineConfig } from 'vitest/config';

/** What needs a kernel with SELinux. It is run inside of a machine that has it, from a disk that is only read. */
export default defineConfig({
  test: {
    name: 'selinux',
    include: ['main/**/*.selinux.ts'],
    // The machine is emulated: it takes its time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // To load the modules anew for each file would take longer than the tests.
    isolate: false,
    maxWorkers: 1,
    fsModuleCache: false,
  },
});
