/** Calls about images. */
import { calls } from '../../shared/ipc.ts';
import { type HandlerTable, handle } from './handler.ts';

type Names =
  | 'images.list'
  | 'images.inspect'
  | 'images.act'
  | 'images.choose'
  | 'images.import'
  | 'images.pull'
  | 'images.cancel';

export const imageCalls: HandlerTable<Names> = {
  'images.list': handle(calls['images.list'], async ({ engineId }, { gantry }) => [
    ...(await gantry.engines.engine(engineId).images()),
  ]),
  'images.inspect': handle(calls['images.inspect'], ({ engineId, imageId }, { gantry }) =>
    gantry.engines.engine(engineId).image(imageId),
  ),
  'images.act': handle(calls['images.act'], async ({ engineId, imageId, action }, { gantry }) => {
    await gantry.engines.engine(engineId).actOnImage(imageId, action);
    return undefined;
  }),
  'images.choose': handle(calls['images.choose'], async ({ what }, { gantry, shell }) => {
    const source = await shell.chooseImage(what);
    return source === null ? null : gantry.images.offer(source);
  }),
  'images.import': handle(calls['images.import'], async ({ engineId, ...request }, { gantry }) => ({
    imageIds: [...(await gantry.images.import(gantry.engines.engine(engineId), request))],
  })),
  'images.pull': handle(calls['images.pull'], async ({ engineId, ...request }, { gantry }) => ({
    imageIds: [await gantry.images.pull(gantry.engines.engine(engineId), request)],
  })),
  'images.cancel': handle(calls['images.cancel'], ({ operationId }, { gantry }) => {
    gantry.images.cancel(operationId);
    return undefined;
  }),
};
