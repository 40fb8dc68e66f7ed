/** Answers the window's calls: the name is looked up, the input parsed, and whatever is thrown becomes data. */

import { GantryError, toErrorData } from '../../shared/errors.ts';
import { type CallResult, isCallName } from '../../shared/ipc.ts';
import { appCalls } from './app-calls.ts';
import { checkpointCalls } from './checkpoint-calls.ts';
import { containerCalls } from './container-calls.ts';
import { engineCalls } from './engine-calls.ts';
import type { CallContext, HandlerTable } from './handler.ts';
import { imageCalls } from './image-calls.ts';
import { sessionCalls } from './session-calls.ts';

const handlers: HandlerTable = {
  ...{ ...appCalls, ...engineCalls, ...containerCalls, ...imageCalls },
  ...{ ...sessionCalls, ...checkpointCalls },
};

/**
 * @param name as the window sent it: nothing about it is trusted
 * @param input likewise
 */
export async function answerCall(name: unknown, input: unknown, context: CallContext): Promise<CallResult<unknown>> {
  try {
    if (typeof name !== 'string' || !isCallName(name)) {
      throw new GantryError({ code: 'invalid', message: 'The window asked for something that does not exist.' });
    }
    return { ok: true, value: await handlers[name](input, context) };
  } catch (thrown) {
    const error = toErrorData(thrown);
    // A fault of ours leaves its trace where a developer looks.
    if (error.code === 'internal') console.error(`${String(name)}:`, thrown);
    return { ok: false, error };
  }
}
