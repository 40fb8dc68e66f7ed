/** The window's side of the border: typed calls, pushes and ports, each parsed as it comes in. */
import './no-eval.ts';
import { z } from 'zod/mini';
import { GantryError } from '../../shared/errors.ts';
import {
  type Bridge,
  type CallInput,
  type CallName,
  type CallOutput,
  callResult,
  calls,
  type PushName,
  type PushPayload,
  portMessage,
  pushes,
  pushMessage,
} from '../../shared/ipc.ts';

declare global {
  interface Window {
    readonly gantry?: Bridge;
  }
}

/**
 * Asks the main process.
 * @throws GantryError what went wrong there; `malformed-reply` for an answer that the map doesn't know
 */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const result = callResult.parse(await bridge().call(name, input));
  if (!result.ok) throw new GantryError(result.error);
  // Looked up as one of this call's own, so that its type is known.
  const shape: { readonly output: z.ZodMiniType<CallOutput<N>> } = { output: outputOf(name) };
  const parsed = shape.output.safeParse(result.value);
  if (parsed.success) return parsed.data;
  throw new GantryError({
    code: 'malformed-reply',
    message: `The answer to ${name} could not be understood.`,
    engineMessage: z.prettifyError(parsed.error),
    hint: 'Please report this.',
  });
}

function outputOf<N extends CallName>(name: N): z.ZodMiniType<CallOutput<N>>;
function outputOf(name: CallName): z.ZodMiniType {
  return calls[name].output;
}

type Listener = (payload: unknown) => void;
const listeners = new Map<PushName, Set<Listener>>();
let listeningTo: Bridge | null = null;

/** Hears what the main process tells unasked. @returns ends the listening */
export function onPush<N extends PushName>(name: N, listener: (payload: PushPayload<N>) => void): () => void {
  const shape: z.ZodMiniType<PushPayload<N>> = payloadOf(name);
  const parsing: Listener = (payload) => listener(shape.parse(payload));
  const all = listeners.get(name) ?? new Set();
  listeners.set(name, all.add(parsing));
  if (listeningTo !== bridge()) {
    listeningTo = bridge();
    listeningTo.onPush(deliver);
  }
  return () => all.delete(parsing);
}

function payloadOf<N extends PushName>(name: N): z.ZodMiniType<PushPayload<N>>;
function payloadOf(name: PushName): z.ZodMiniType {
  return pushes[name];
}

/** A push is parsed only when somebody wants it. */
function deliver(message: unknown): void {
  const { name, payload } = pushMessage.parse(message);
  for (const listener of listeners.get(name) ?? []) listener(payload);
}

/** Ports that came before they were asked for, and askers whose port hasn't come yet. */
const early = new Map<string, MessagePort>();
const waiting = new Map<string, (port: MessagePort) => void>();

/** The port that a call has announced, before or after its message came. */
export function receivePort(portId: string): Promise<MessagePort> {
  const port = early.get(portId);
  if (port === undefined) return new Promise((resolve) => waiting.set(portId, resolve));
  early.delete(portId);
  return Promise.resolve(port);
}

window.addEventListener('message', (event) => {
  const [port] = event.ports;
  const parsed = portMessage.safeParse(event.data);
  if (event.source !== window || port === undefined || !parsed.success) return;
  const { portId } = parsed.data;
  const asker = waiting.get(portId);
  if (asker === undefined) early.set(portId, port);
  else {
    waiting.delete(portId);
    asker(port);
  }
});

function bridge(): Bridge {
  if (window.gantry !== undefined) return window.gantry;
  throw new GantryError({ code: 'internal', message: 'This page was opened outside of Gantry.' });
}
