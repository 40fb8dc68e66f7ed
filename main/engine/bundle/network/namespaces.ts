/** Network namespaces that outlive whoever made them: each is held by a mount over a file, as `ip netns` has it. */
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from '../run-program.ts';

/** `NSFS_MAGIC` of statfs(2): a namespace is mounted there. */
const nsfs = 0x6e736673;

export class Namespaces {
  readonly #folder: string;

  /** @param folder that a reboot empties: no namespace outlives one */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where a container's is, whether it is there or not. */
  pathOf(id: string): string {
    return path.join(this.#folder, id);
  }

  async isThere(id: string): Promise<boolean> {
    return (await statfs(this.pathOf(id)).catch(() => null))?.type === nsfs;
  }

  /** A new one, with its loopback device up, in the place of whatever was there. */
  async make(id: string): Promise<string> {
    const file = this.pathOf(id);
    await this.remove(id);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFile(file, '', { mode: 0o600 });
    try {
      await runProgram('unshare', [`--net=${file}`, 'ip', 'link', 'set', 'lo', 'up']);
      return file;
    } catch (thrown) {
      await this.remove(id);
      throw thrown;
    }
  }

  /** Also one that is still in use: it goes with the last process in it. */
  async remove(id: string): Promise<void> {
    // One mount may be over another, when two have made it at the same time. Who has the file open keeps it from nobody.
    while (await this.isThere(id)) await runProgram('umount', ['--lazy', this.pathOf(id)]);
    await rm(this.pathOf(id), { force: true });
  }
}
