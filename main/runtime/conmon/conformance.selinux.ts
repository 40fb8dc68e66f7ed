import { life } from '../testing/conformance/life.ts';
import { told } from '../testing/conformance/told.ts';
import { conforms } from '../testing/conformance.ts';
import { startConmonSubject } from './testing/conmon-subject.ts';
import { crunPrograms } from './testing/programs.ts';

/** One for all: the suite's containers have a root file system in common. */
const labels = {
  process: 'system_u:system_r:container_t:s0:c7,c77',
  mount: 'system_u:object_r:container_file_t:s0:c7,c77',
};

conforms(
  'conmon with crun, its containers confined by SELinux',
  async () => startConmonSubject(await crunPrograms(), undefined, labels),
  // What doesn't move much, on a machine that is slow, and takes no CRIU.
  [life, told],
);
