/** How a call's handler is made: its input is parsed before it runs, and its answer has the shape that was promised. */
import { z } from 'zod/mini';
import { GantryError } from '../../shared/errors.ts';
import type { CallName } from '../../shared/ipc.ts';
import type { Gantry } from '../gantry.ts';
import type { Port } from '../host/port.ts';
import type { Shell } from './shell.ts';

export interface CallContext {
  readonly gantry: Gantry;
  readonly shell: Shell;
  /** Sends one end of a new channel to the window that called. */
  readonly handPort: () => { readonly portId: string; readonly port: Port };
}

export type Handler = (input: unknown, context: CallContext) => Promise<unknown>;
export type HandlerTable<Names extends CallName = CallName> = { readonly [N in Names]: Handler };

/** The shapes of a call tie its handler to the map: what it is given and what it has to answer. */
export function handle<In extends z.ZodMiniType, Out extends z.ZodMiniType>(
  shape: { readonly input: In; readonly output: Out },
  answer: (input: z.infer<In>, context: CallContext) => z.input<Out> | Promise<z.input<Out>>,
): Handler {
  return async (input, context) => {
    const parsed = shape.input.safeParse(input);
    if (parsed.success) return await answer(parsed.data, context);
    throw new GantryError({
      code: 'invalid',
      message: 'The window asked for something in a way that makes no sense.',
      engineMessage: z.prettifyError(parsed.error),
    });
  };
}
