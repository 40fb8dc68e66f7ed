/** What nobody can be shown goes to the terminal that the app was started in. */
import { toErrorData } from '../shared/errors.ts';

export function report(thrown: unknown): void {
  const { message, engineMessage } = toErrorData(thrown);
  console.error(engineMessage === null ? message : `${message} ${engineMessage}`);
}
