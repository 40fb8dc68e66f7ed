// @ts-check
/** A file system for a container, made from the machine's own busybox. */
import { chmod, copyFile, mkdir, open, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './run.mjs';
import { which } from './which.mjs';

/**
 * The machine's busybox, if it is a static one: a dynamic one would find no libraries inside the container.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string | null>}
 */
export async function staticBusybox(env = process.env) {
  const file = await which('busybox', env);
  return file !== null && (await isStatic(file)) ? file : null;
}

/**
 * The machine's busybox, also one that needs libraries: they go into the container with it.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string | null>}
 */
export async function machinesBusybox(env = process.env) {
  const file = await which('busybox', env);
  if (file === null) return null;
  return (await isStatic(file)) || (await librariesOf(file)).length > 0 ? file : null;
}

/**
 * The libraries that a program takes from the machine, its loader among them; none where it is static, or no program.
 * @param {string} program
 * @returns {Promise<string[]>}
 */
async function librariesOf(program) {
  const { code, stdout } = await run('ldd', [program], { timeout: 20_000 });
  if (code !== 0 || stdout.includes('not found')) return [];
  return [...stdout.matchAll(/^\s*(?:\S+ => )?(\/\S+) \(0x/gm)].map((match) => match[1] ?? '');
}

/** An ELF file without a PT_INTERP header needs no dynamic loader. @param {string} file */
async function isStatic(file) {
  const handle = await open(file);
  try {
    const head = Buffer.alloc(4096);
    await handle.read(head, 0, head.length, 0);
    if (head.readUInt32BE(0) !== 0x7f454c46) return false;
    const is64 = head[4] === 2;
    const table = is64 ? Number(head.readBigUInt64LE(32)) : head.readUInt32LE(28);
    const size = head.readUInt16LE(is64 ? 54 : 42);
    const count = head.readUInt16LE(is64 ? 56 : 44);
    const interpreter = 3;
    for (let i = 0; i < count; i++) {
      if (head.readUInt32LE(table + i * size) === interpreter) return false;
    }
    return true;
  } finally {
    await handle.close();
  }
}

/**
 * @param {string} busybox
 * @param {string} root an empty folder
 */
export async function makeSampleRootfs(busybox, root) {
  for (const folder of ['bin', 'dev', 'etc', 'home', 'proc', 'root', 'sys', 'tmp', 'usr', 'var', 'var/tmp', 'run']) {
    await mkdir(path.join(root, folder), { recursive: true });
  }
  await chmod(path.join(root, 'tmp'), 0o1777);
  await chmod(path.join(root, 'var/tmp'), 0o1777);
  await chmod(path.join(root, 'root'), 0o700);
  await symlink('../bin', path.join(root, 'usr/bin'));
  await symlink('../bin', path.join(root, 'usr/sbin'));
  await symlink('bin', path.join(root, 'sbin'));
  await copyFile(busybox, path.join(root, 'bin/busybox'));
  await chmod(path.join(root, 'bin/busybox'), 0o755);
  for (const library of await librariesOf(busybox)) {
    await mkdir(path.dirname(path.join(root, library)), { recursive: true });
    await copyFile(library, path.join(root, library));
  }
  const { stdout } = await run(busybox, ['--list']);
  for (const applet of stdout.split('\n')) {
    if (applet !== '' && applet !== 'busybox') await symlink('busybox', path.join(root, 'bin', applet));
  }
  const files = {
    'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
    'etc/group': 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n',
    'etc/profile': 'export PS1="\\u@\\h:\\w\\$ "\n',
    'etc/os-release': 'NAME="Gantry sample"\nID=gantry-sample\nPRETTY_NAME="Gantry sample (busybox)"\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(root, name), text);
}
