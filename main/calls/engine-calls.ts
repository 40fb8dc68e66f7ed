/** Calls about engines as a whole. */
import { calls } from '../../shared/ipc.ts';
import { type HandlerTable, handle } from './handler.ts';

export const engineCalls: HandlerTable<'engines.list' | 'engines.find' | 'engines.retry'> = {
  'engines.list': handle(calls['engines.list'], async (_input, { gantry }) => {
    await gantry.engines.found();
    return gantry.engines.summaries();
  }),
  'engines.find': handle(calls['engines.find'], async (_input, { gantry }) => {
    await gantry.engines.lookAgain();
    return gantry.engines.summaries();
  }),
  'engines.retry': handle(calls['engines.retry'], ({ engineId }, { gantry }) => {
    gantry.engines.engine(engineId).retry();
    return undefined;
  }),
};
