// @ts-check
/** electron-builder's hook for a folder with the stand-in Electron, before its fuses are set. */
import { rm } from 'node:fs/promises';
import path from 'node:path';

/** What its folder has of the set-up's, which is of no use to an app. */
const leftovers = ['integrity', 'version'];

/** @param {import('electron-builder').AfterPackContext} context */
export default async function afterPack({ appOutDir, packager: { config } }) {
  Object.assign(config.electronFuses ?? {}, {
    // Its loader lies beside the app's archive.
    onlyLoadAppFromAsar: false,
    // It is older than this one.
    grantFileProtocolExtraPrivileges: null,
  });
  await Promise.all(leftovers.map((name) => rm(path.join(appOutDir, name))));
}
