/** The exec sessions of the driver's containers: those that it has started, and those of an app before, that was killed. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../shared/errors.ts';
import type { ExecOptions, ExecSession, FoundExecSession, RuntimeContainer } from '../oci-runtime.ts';
import type { Bundle } from './bundle.ts';
import type { Making } from './creation.ts';
import { ConmonExec } from './exec-session.ts';
import { readKeptExec } from './kept-exec.ts';

export class ExecSessions {
  readonly #making: Making;
  readonly #known = new Map<string, ConmonExec>();

  constructor(making: Making) {
    this.#making = making;
  }

  async start(ctr: RuntimeContainer, bundle: Bundle, sessionId: string, options: ExecOptions): Promise<ExecSession> {
    const key = keyOf(ctr, sessionId);
    mustBeName(sessionId);
    if (this.#known.has(key)) {
      throw new GantryError({ code: 'conflict', message: `${ctr.name} has an exec session ${sessionId} already.` });
    }
    const exec = new ConmonExec(this.#folderOf(ctr, sessionId), ctr, options.terminal);
    this.#known.set(key, exec);
    try {
      return await exec.start(this.#making, bundle, sessionId, options);
    } catch (thrown) {
      this.#known.delete(key);
      await exec.cleanUp();
      throw thrown;
    }
  }

  /** @throws GantryError `not-found` */
  async get(ctr: RuntimeContainer, sessionId: string): Promise<ConmonExec> {
    mustBeName(sessionId);
    const key = keyOf(ctr, sessionId);
    const folder = this.#folderOf(ctr, sessionId);
    const exec = this.#known.get(key) ?? ConmonExec.found(folder, ctr, await readKeptExec(folder, ctr));
    if (exec === null) {
      throw new GantryError({ code: 'not-found', message: `${ctr.name} has no exec session ${sessionId}.` });
    }
    this.#known.set(key, exec);
    return exec;
  }

  /** Those that have begun, the oldest first. */
  async all(ctr: RuntimeContainer): Promise<readonly FoundExecSession[]> {
    return foundExecSessions(ctr, this.#making.folders.of(ctr.id).execs);
  }

  /** @throws GantryError `wrong-state` while it runs */
  async cleanUp(ctr: RuntimeContainer, sessionId: string): Promise<void> {
    const exec = await this.get(ctr, sessionId);
    if (await exec.isRunning()) {
      throw new GantryError({ code: 'wrong-state', message: 'The exec session still runs.', hint: 'End it first.' });
    }
    this.#known.delete(keyOf(ctr, sessionId));
    await exec.cleanUp();
  }

  /** They have gone with their container. */
  forget(ctr: RuntimeContainer): void {
    for (const key of this.#known.keys()) if (key.startsWith(keyOf(ctr, ''))) this.#known.delete(key);
  }

  #folderOf(ctr: RuntimeContainer, sessionId: string): string {
    return this.#making.folders.execOf(ctr.id, sessionId);
  }
}

/** @param execs the folder that has one for each */
export async function foundExecSessions(ctr: RuntimeContainer, execs: string): Promise<readonly FoundExecSession[]> {
  const names = await readdir(execs).catch(() => []);
  const kept = await Promise.all(names.map((name) => readKeptExec(path.join(execs, name), ctr)));
  return kept
    .flatMap((each) => {
      if (each === null) return [];
      const { process: _, ...found } = each;
      return [found];
    })
    .sort((one, other) => one.startedAt - other.startedAt);
}

function keyOf(ctr: RuntimeContainer, sessionId: string): string {
  return `${ctr.id}/${sessionId}`;
}

/** It is that of a folder, which is removed later. */
function mustBeName(sessionId: string): void {
  if (sessionId !== '' && sessionId !== '.' && sessionId !== '..' && !/[/\0]/.test(sessionId)) return;
  throw new GantryError({
    code: 'invalid',
    message: `${JSON.stringify(sessionId)} can't be the id of an exec session.`,
    hint: 'Choose one that can be the name of a file.',
  });
}
