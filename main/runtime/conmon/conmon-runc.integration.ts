import { conforms } from '../testing/conformance.ts';
import { startConmonSubject } from './testing/conmon-subject.ts';
import { runcPrograms } from './testing/programs.ts';

conforms('conmon with runc', async () => startConmonSubject(await runcPrograms()));
