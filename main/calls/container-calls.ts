/** Calls about containers. What changes one goes to its `OCIRuntime`. */
import { toErrorData } from '../../shared/errors.ts';
import { calls } from '../../shared/ipc.ts';
import { type HandlerTable, handle } from './handler.ts';
import { pumpLog } from './log-port.ts';

type Names =
  | 'containers.list'
  | 'containers.inView'
  | 'containers.act'
  | 'containers.create'
  | 'containers.inspect'
  | 'containers.processes'
  | 'containers.openExecSessions'
  | 'containers.selinux'
  | 'containers.denials'
  | 'containers.watchStats'
  | 'containers.unwatchStats'
  | 'containers.openLog';

export const containerCalls: HandlerTable<Names> = {
  'containers.list': handle(calls['containers.list'], ({ engineId }, { gantry }) => {
    const { revision, containers, labels, warned } = gantry.engines.engine(engineId).containers();
    return { revision, containers: [...containers], labels: [...labels], warned: [...warned] };
  }),
  'containers.inView': handle(calls['containers.inView'], ({ engineId, containerIds }, { gantry }) => {
    gantry.engines.engine(engineId).inView(containerIds);
    return undefined;
  }),
  'containers.act': handle(calls['containers.act'], async ({ engineId, containerId, action }, { gantry }) => {
    await gantry.engines.engine(engineId).act(containerId, action);
    return undefined;
  }),
  'containers.create': handle(calls['containers.create'], async ({ engineId, spec, start }, { gantry }) => {
    const runtime = gantry.engines.engine(engineId).defaultRuntime();
    const { container, warnings } = await runtime.createContainer({ spec });
    const created = { containerId: container.id, warnings: [...warnings] };
    try {
      if (start) await runtime.startContainer(container);
      return { ...created, startError: null };
    } catch (thrown) {
      // It is there, and the user's work on the form with it: this is not the failure of the call.
      return { ...created, startError: toErrorData(thrown) };
    }
  }),
  'containers.inspect': handle(calls['containers.inspect'], ({ engineId, containerId }, { gantry }) =>
    gantry.engines.engine(engineId).inspect(containerId),
  ),
  'containers.processes': handle(calls['containers.processes'], ({ engineId, containerId }, { gantry }) =>
    gantry.engines.engine(engineId).processes(containerId),
  ),
  'containers.openExecSessions': handle(calls['containers.openExecSessions'], ({ engineId, containerId }, { gantry }) =>
    gantry.engines.engine(engineId).openExecSessions(containerId),
  ),
  'containers.selinux': handle(calls['containers.selinux'], ({ engineId, containerId }, { gantry }) =>
    gantry.engines.engine(engineId).selinux(containerId),
  ),
  'containers.denials': handle(calls['containers.denials'], ({ engineId, containerId }, { gantry }) =>
    gantry.engines.engine(engineId).denials(containerId),
  ),
  'containers.watchStats': handle(calls['containers.watchStats'], ({ engineId, containerId }, { gantry }) => [
    ...gantry.watchStats(engineId, containerId),
  ]),
  'containers.unwatchStats': handle(calls['containers.unwatchStats'], ({ engineId, containerId }, { gantry }) => {
    gantry.unwatchStats(engineId, containerId);
    return undefined;
  }),
  'containers.openLog': handle(
    calls['containers.openLog'],
    ({ engineId, containerId, query }, { gantry, handPort }) => {
      const engine = gantry.engines.engine(engineId);
      engine.container(containerId); // One that isn't there is the call's failure, not the port's.
      const { portId, port } = handPort();
      pumpLog(port, (signal, cut) => engine.logs(containerId, query, signal, cut));
      return { portId };
    },
  ),
};
