// @ts-check
/**
 * Builds the disk. To be run as root in mount and process namespaces of its own (see disk.mjs): all that it mounts and
 * starts goes with them, however it ends.
 *
 *     build.mjs FOLDER MIRROR    leaves disk.img, vmlinuz and initrd.img in FOLDER
 */
import {
  appendFile,
  chown,
  copyFile,
  cp,
  mkdir,
  readdir,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { lastWords, run } from '../setup/run.mjs';
import { contexts, enabled, initrdModules, masked, overlay, packages, policyModule, suite } from './recipe.mjs';

const diskSize = 3 * 1024 ** 3;

const [folder = '', mirror = ''] = process.argv.slice(2);
try {
  await build();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

async function build() {
  const root = path.join(folder, 'root');
  await mkdir(root);
  // In memory: quicker, and gone with the namespace.
  await must('mount', ['-t', 'tmpfs', '-o', 'size=2g,mode=755', 'tmpfs', root]);
  await bootstrap(root);
  await setUp(root);
  await label(root);
  await makeDisk(root);
  await must('umount', ['--recursive', root]);
  await rm(root, { recursive: true });
}

/** @param {string} root */
async function bootstrap(root) {
  await must('mmdebstrap', [
    ...['--mode=root', '--variant=minbase', `--include=${packages.join(',')}`],
    ...['--aptopt=Acquire::Languages "none"', '--aptopt=APT::Install-Recommends "false"'],
    ...[
      '--dpkgopt=path-exclude=/usr/share/doc/*',
      '--dpkgopt=path-exclude=/usr/share/man/*',
      '--dpkgopt=path-exclude=/usr/share/locale/*',
    ],
    // Made once, below, and with what is needed only.
    '--essential-hook=mkdir -p "$1/etc/initramfs-tools/conf.d"; echo MODULES=list > "$1/etc/initramfs-tools/conf.d/list"',
    ...[suite, root, mirror],
  ]);
}

/** @param {string} root */
async function setUp(root) {
  await cp(overlay, root, { recursive: true });
  const units = path.join(root, 'etc/systemd/system');
  for (const name of masked) {
    await rm(path.join(units, name), { force: true });
    await symlink('/dev/null', path.join(units, name));
  }
  await writeFile(path.join(root, 'etc/initramfs-tools/modules'), `${initrdModules.join('\n')}\n`);
  await must('chroot', [root, 'systemctl', 'enable', ...enabled]);
  await must('chroot', [root, 'update-initramfs', '-u']);
  await copyFile(policyModule, path.join(root, 'tmp/fedora-like.cil'));
  await must('chroot', [root, 'semodule', '-n', '-s', 'default', '-i', '/tmp/fedora-like.cil']);
  await rm(path.join(root, 'tmp/fedora-like.cil'));
  await appendFile(path.join(root, 'etc/selinux/default/contexts/lxc_contexts'), `${contexts.join('\n')}\n`);
}

/** The labels are written also where the kernel knows nothing of SELinux. @param {string} root */
async function label(root) {
  const list = '/etc/selinux/default/contexts/files/file_contexts';
  await must('chroot', [root, 'setfiles', '-F', '-e', '/proc', '-e', '/sys', '-e', '/dev', list, '/']);
}

/** @param {string} root */
async function makeDisk(root) {
  const owner = await stat(folder);
  const boot = await readdir(path.join(root, 'boot'));
  for (const [name, start] of [
    ['vmlinuz', 'vmlinuz-'],
    ['initrd.img', 'initrd.img-'],
  ]) {
    const file = boot.find((each) => each.startsWith(start ?? ''));
    if (file === undefined) throw new Error(`There is no ${name} in the system that was made.`);
    await copyFile(path.join(root, 'boot', file), path.join(folder, name ?? ''));
  }
  const disk = path.join(folder, 'disk.img');
  await writeFile(disk, '');
  await truncate(disk, diskSize);
  await must('mke2fs', ['-q', '-t', 'ext4', '-O', '^has_journal', '-d', root, disk]);
  for (const name of ['vmlinuz', 'initrd.img', 'disk.img']) await chown(path.join(folder, name), owner.uid, owner.gid);
}

/** @param {string} command @param {string[]} args */
async function must(command, args) {
  const done = await run(command, args, { timeout: 600_000, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  if (done.code !== 0) throw new Error(`${command}: ${lastWords(done)}`);
}
