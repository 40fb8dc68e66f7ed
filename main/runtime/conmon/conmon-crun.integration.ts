import { conforms } from '../testing/conformance.ts';
import { startConmonSubject } from './testing/conmon-subject.ts';
import { crunPrograms } from './testing/programs.ts';

conforms('conmon with crun', async () => startConmonSubject(await crunPrograms()));
