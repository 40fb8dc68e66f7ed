import { conforms } from '../testing/conformance.ts';
import { startPodmanSubject } from './testing/podman-subject.ts';

conforms('Podman', startPodmanSubject);
