/** Calls about the app and the machine it runs on. */

import { calls } from '../../shared/ipc.ts';
import { doctor } from '../host/doctor/index.mjs';
import { type HandlerTable, handle } from './handler.ts';

export const appCalls: HandlerTable<'app.about' | 'app.openLink' | 'app.answerQuit' | 'app.doctor'> = {
  'app.about': handle(calls['app.about'], (_input, { shell }) => shell.about()),
  'app.openLink': handle(calls['app.openLink'], async ({ url }, { shell }) => {
    await shell.openLink(url);
    return undefined;
  }),
  'app.answerQuit': handle(calls['app.answerQuit'], ({ answer }, { shell }) => {
    shell.answerQuit(answer);
    return undefined;
  }),
  'app.doctor': handle(calls['app.doctor'], (_input, { shell }) => {
    const { electron: version, standIn } = shell.about();
    return doctor({ electron: { version, standIn }, project: shell.project });
  }),
};
