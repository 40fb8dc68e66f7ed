// @ts-check
/** What a user can do about what is missing. */

/** In the project's folder the set-up does most of it. @type {import('./types.ts').Remedies} */
export const bySetUp = {
  electron: '`npm run setup` downloads it.',
  currentElectron: '`npm run setup` tries the download again.',
  podman: '`npm run setup` installs it, or your package manager does: the package is podman.',
  runcInsteadOfCrun: '`npm run setup` makes Podman use runc, when Gantry runs it.',
  criu: '`npm run setup` fetches it on Debian; elsewhere install the package criu.',
  newerCriu: '`npm run setup` fetches a newer one on Debian.',
  image: '`npm run setup` makes a small one, or pull one.',
};

/** An installed app has no set-up. @type {import('./types.ts').Remedies} */
export const byHand = {
  electron: 'Install Gantry again.',
  currentElectron: 'Install a Gantry that was packed with the current one.',
  podman: 'Install it with your package manager: the package is podman.',
  runcInsteadOfCrun: 'Set runtime = "runc" under [engine] in your containers.conf.',
  criu: 'Install the package criu.',
  newerCriu: 'Install a newer CRIU than that of your distribution.',
  image: 'Pull one with `podman pull`.',
};
