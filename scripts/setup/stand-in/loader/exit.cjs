// @ts-check
/**
 * Ends the app without garbage that somebody is to be told of. While its environment is taken down, the stand-in's Node 18
 * tries again and again to tell a `FinalizationRegistry` of it, those of Node's own event listeners among them, though no
 * JavaScript may run any more: it never ends, and one core is busy with that. Current ones don't.
 */
const v8 = require('node:v8');
const vm = require('node:vm');

/** @param {{ exit(code?: number): void }} app Electron's */
exports.exitWell = (app) => {
  const exit = app.exit.bind(app);
  app.exit = (code) => {
    v8.setFlagsFromString('--expose_gc');
    vm.runInNewContext('gc')();
    // They are told of it in turns of the event loop.
    setImmediate(() => setImmediate(() => exit(code)));
  };
};
