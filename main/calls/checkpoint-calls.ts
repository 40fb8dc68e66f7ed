/** Calls about checkpoints. */
import { calls } from '../../shared/ipc.ts';
import { type HandlerTable, handle } from './handler.ts';

type Names =
  | 'checkpoints.list'
  | 'checkpoints.inPlace'
  | 'checkpoints.create'
  | 'checkpoints.restore'
  | 'checkpoints.delete'
  | 'checkpoints.add'
  | 'checkpoints.save'
  | 'checkpoints.reveal'
  | 'operations.cancel';

export const checkpointCalls: HandlerTable<Names> = {
  'checkpoints.list': handle(calls['checkpoints.list'], (_input, { gantry }) => gantry.checkpoints.list()),
  'checkpoints.inPlace': handle(calls['checkpoints.inPlace'], ({ engineId, containerId }, { gantry }) =>
    gantry.checkpoints.inPlace(engineId, containerId),
  ),
  'checkpoints.create': handle(
    calls['checkpoints.create'],
    ({ engineId, containerId, operationId, request }, { gantry }) =>
      gantry.checkpoints.create({ engineId, containerId, request, operationId }),
  ),
  'checkpoints.restore': handle(calls['checkpoints.restore'], ({ operationId, request }, { gantry }) =>
    gantry.checkpoints.restore({ request, operationId }),
  ),
  'checkpoints.delete': handle(calls['checkpoints.delete'], async ({ archiveId }, { gantry }) => {
    await gantry.checkpoints.catalogue.delete(archiveId);
    return undefined;
  }),
  'checkpoints.add': handle(calls['checkpoints.add'], async ({ operationId }, { gantry, shell }) => {
    const file = await shell.chooseArchive();
    if (file === null) return null;
    const { id } = await gantry.checkpoints.add(file, operationId);
    return { archiveId: id };
  }),
  'checkpoints.save': handle(calls['checkpoints.save'], async ({ operationId, archiveId }, { gantry, shell }) => {
    const target = await shell.chooseTarget(`${archiveId}.tar`);
    if (target === null) return null;
    await gantry.checkpoints.save(archiveId, target, operationId);
    return { path: target };
  }),
  'checkpoints.reveal': handle(calls['checkpoints.reveal'], async ({ archiveId }, { gantry, shell }) => {
    shell.reveal(await gantry.checkpoints.catalogue.path(archiveId));
    return undefined;
  }),
  'operations.cancel': handle(calls['operations.cancel'], async ({ operationId }, { gantry }) => {
    gantry.checkpoints.operations.cancel(operationId);
    return undefined;
  }),
};
