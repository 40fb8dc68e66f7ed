// @ts-check
/** The start of every utility process: brings what is lacking, then loads the file it was meant to start with. */
const Module = require('node:module');

require('./lacking.cjs');

const [file = ''] = process.argv.splice(2, 1);
process.argv[1] = file;
// @ts-ignore: as the main module, like Electron itself does it
Module._load(file, Module, true);
