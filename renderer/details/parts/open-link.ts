import { toErrorData } from '../../../shared/errors.ts';
import { call } from '../../bridge/index.ts';
import { remark } from '../../state/remarks.ts';

/** Opens an http(s) address in the user's browser. What stands in the way is told. */
export function openLink(url: string): Promise<void> {
  return call('app.openLink', { url }).catch((thrown: unknown) => remark(toErrorData(thrown).message));
}
