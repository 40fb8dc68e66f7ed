// @ts-check
/**
 * What the stand-in Electron starts with, in place of the app that it was shipped with. Brings what
 * the old Node lacks, then loads the app as a current Electron would: the folder from the command line,
 * or in a packed app the one beside it.
 */
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { readCommandLine } = require('./app-path.cjs');
const { exitWell } = require('./exit.cjs');

require('./lacking.cjs');
require('./helpers.cjs');

// @ts-ignore: found only inside Electron
const { app } = require('electron');

exitWell(app);

const { folder, modules } = app.isPackaged
  ? { folder: path.join(process.resourcesPath, 'packed.asar'), modules: [] }
  : readCommandLine(process.argv.slice(1));
if (folder === undefined) {
  process.stderr.write('Name the folder of an app on the command line.\n');
  process.exit(1);
}

const given = path.resolve(folder);
const isFolder = fs.statSync(given).isDirectory();
const root = isFolder ? given : path.dirname(given);
const manifest = readManifest(root);
const main = isFolder ? path.resolve(given, manifest.main || 'index.js') : given;

if (app.isPackaged) {
  process.env.GANTRY_ELECTRON_STAND_IN = process.versions.electron;
  process.stderr.write(`Electron ${process.versions.electron} stands in for the current one: for tests only.\n`);
} else {
  // As Electron's own default app does it, so that the app sees no difference.
  process.defaultApp = true;
}
if (manifest.productName || manifest.name) app.setName(manifest.productName || manifest.name);
if (manifest.version) app.setVersion(manifest.version);
app.setAppPath(root);

const fromApp = Module.createRequire(path.join(root, 'package.json'));
for (const name of modules) fromApp(name);

if (main.endsWith('.mjs') || (main.endsWith('.js') && manifest.type === 'module')) {
  import(pathToFileURL(main).href).catch(fail);
} else {
  try {
    // As the main module, so that `require.main` and `process.mainModule` are the app's.
    // @ts-ignore: _load is what Electron's default app uses too
    Module._load(main, Module, true);
  } catch (error) {
    fail(error);
  }
}

/** @param {string} from @returns {{ name?: string, productName?: string, version?: string, main?: string, type?: string }} */
function readManifest(from) {
  try {
    return JSON.parse(fs.readFileSync(path.join(from, 'package.json'), 'utf8'));
  } catch {
    return {};
  }
}

/** @param {unknown} error */
function fail(error) {
  process.stderr.write(`The app in ${root} could not be loaded.\n${error instanceof Error ? error.stack : error}\n`);
  app.exit(1);
}
