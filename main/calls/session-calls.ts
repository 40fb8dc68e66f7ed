/** Calls about sessions. */
import { calls } from '../../shared/ipc.ts';
import { type HandlerTable, handle } from './handler.ts';

type Names =
  | 'sessions.list'
  | 'sessions.open'
  | 'sessions.view'
  | 'sessions.programs'
  | 'sessions.restart'
  | 'sessions.close';

export const sessionCalls: HandlerTable<Names> = {
  'sessions.list': handle(calls['sessions.list'], (_input, { gantry }) => [...gantry.sessions.list()]),
  'sessions.open': handle(calls['sessions.open'], (request, { gantry }) => gantry.sessions.open(request)),
  'sessions.view': handle(calls['sessions.view'], ({ sessionId }, { gantry, handPort }) => {
    gantry.sessions.summary(sessionId); // One that isn't there is the call's failure, not the port's.
    const { portId, port } = handPort();
    gantry.sessions.view(sessionId, port);
    return { portId };
  }),
  'sessions.programs': handle(calls['sessions.programs'], async ({ sessionId }, { gantry }) => {
    const programs = await gantry.sessions.programs(sessionId);
    return programs === null ? null : [...programs];
  }),
  'sessions.restart': handle(calls['sessions.restart'], async ({ sessionId }, { gantry }) => {
    await gantry.sessions.restart(sessionId);
    return undefined;
  }),
  'sessions.close': handle(calls['sessions.close'], async ({ sessionId }, { gantry }) => {
    await gantry.sessions.close(sessionId);
    return undefined;
  }),
};
