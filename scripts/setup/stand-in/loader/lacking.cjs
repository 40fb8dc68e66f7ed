// @ts-check
/**
 * What a current Node has and the stand-in's Node 18 lacks, as far as the app and its dependencies
 * use it. Everything is added only where it is missing. Worker threads and helper processes load
 * this file by itself (see helpers.cjs), so it needs nothing of Electron.
 */
// One by one, so that the bundler sees them: as one file they load four times as fast.
require('core-js/actual/array/from-async');
require('core-js/actual/array-buffer/transfer');
require('core-js/actual/disposable-stack');
require('core-js/actual/async-disposable-stack');
require('core-js/actual/symbol/dispose');
require('core-js/actual/symbol/async-dispose');
require('core-js/actual/suppressed-error');
require('core-js/actual/error/is-error');
require('core-js/actual/iterator');
require('core-js/actual/map/group-by');
require('core-js/actual/object/group-by');
require('core-js/actual/promise/try');
require('core-js/actual/promise/with-resolvers');
require('core-js/actual/regexp/escape');
require('core-js/actual/set');
require('core-js/actual/typed-array/from-base64');
require('core-js/actual/typed-array/to-base64');
require('core-js/actual/typed-array/to-hex');
require('core-js/actual/typed-array/from-hex');
require('core-js/actual/url/parse');
require('core-js/actual/url/can-parse');

const buffer = require('node:buffer');
const childProcess = require('node:child_process');
const events = require('node:events');
const fsPromises = require('node:fs/promises');
const net = require('node:net');
const stream = require('node:stream');
const util = require('node:util');
const { webcrypto } = require('node:crypto');

/** Adds what is missing. @param {any} target @param {PropertyKey} name @param {unknown} value */
function supply(target, name, value) {
  if (target[name] === undefined) {
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

supply(globalThis, 'File', buffer.File);
supply(globalThis, 'crypto', webcrypto);
supply(globalThis, 'navigator', { hardwareConcurrency: require('node:os').availableParallelism?.() ?? 1 });
supply(
  globalThis,
  'CustomEvent',
  class CustomEvent extends Event {
    #detail;
    /** @param {string} type @param {EventInit & { detail?: unknown }} [options] */
    constructor(type, options) {
      super(type, options);
      this.#detail = options?.detail ?? null;
    }
    get detail() {
      return this.#detail;
    }
  },
);

supply(require('node:zlib'), 'createZstdDecompress', require('./zstd.cjs').createZstdDecompress);

supply(AbortSignal, 'any', require('./abort-any.cjs').any);

supply(
  events,
  'addAbortListener',
  /** @param {AbortSignal} signal @param {(event: unknown) => void} listener */
  (signal, listener) => {
    if (signal.aborted) queueMicrotask(() => listener(undefined));
    else signal.addEventListener('abort', listener, { once: true });
    return { [Symbol.dispose]: () => signal.removeEventListener('abort', listener) };
  },
);

let byteMark = 16 * 1024;
let objectMark = 16;
supply(
  stream,
  'getDefaultHighWaterMark',
  /** @param {boolean} objects */ (objects) => (objects ? objectMark : byteMark),
);
supply(
  stream,
  'setDefaultHighWaterMark',
  /** @param {boolean} objects @param {number} mark */ (objects, mark) => {
    if (objects) objectMark = mark;
    else byteMark = mark;
  },
);

supply(
  process,
  'getBuiltinModule',
  /** @param {string} name */ (name) => (require('node:module').isBuiltin(name) ? require(name) : undefined),
);

supply(
  util,
  'styleText',
  /** @param {string | string[]} format @param {string} text */ (format, text) => {
    let open = '';
    let close = '';
    for (const name of [format].flat()) {
      const codes = /** @type {Record<string, [number, number]>} */ (/** @type {unknown} */ (util.inspect.colors))[
        name
      ];
      if (codes === undefined) continue;
      open += `\u001b[${codes[0]}m`;
      close = `\u001b[${codes[1]}m${close}`;
    }
    return open + text + close;
  },
);

// `using` and `await using` on what Node makes.
supply(stream.Readable.prototype, Symbol.asyncDispose, async function () {
  await ended(/** @type {any} */ (this));
});
supply(stream.Writable.prototype, Symbol.asyncDispose, async function () {
  await ended(/** @type {any} */ (this));
});
supply(net.Server.prototype, Symbol.asyncDispose, async function () {
  await new Promise((resolve) => /** @type {any} */ (this).close(resolve));
});
supply(childProcess.ChildProcess.prototype, Symbol.dispose, function () {
  /** @type {any} */ (this).kill();
});
const timer = setTimeout(() => {}, 0);
clearTimeout(timer);
supply(Object.getPrototypeOf(timer), Symbol.dispose, function () {
  clearTimeout(/** @type {any} */ (this));
});
supply(
  fsPromises,
  'mkdtempDisposable',
  /** @param {string} prefix */ async (prefix) => {
    const path = await fsPromises.mkdtemp(prefix);
    const remove = () => fsPromises.rm(path, { recursive: true, force: true });
    return { path, remove, [Symbol.asyncDispose]: remove };
  },
);

/** @param {import('node:stream').Readable | import('node:stream').Writable} it */
function ended(it) {
  return new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
    if (it.destroyed) return resolve();
    it.once('close', resolve);
    it.destroy();
  });
}
