/** A driver under test, with the steps that the tests have in common. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { ContainerStatus, ExecOptions, OCIRuntime, RuntimeContainer } from '../../oci-runtime.ts';
import { Kept, Terminal } from '../streams.ts';
import type { ContainerWish, Subject } from '../subject.ts';

/** A command that doesn't end by itself. */
export const forever = ['sleep', '100000'];

export class Driven {
  #subject: Subject | null = null;

  /** The subject starts before the first test of the suite in which this is made, and ends after the last. */
  constructor(start: () => Promise<Subject>) {
    beforeAll(async () => {
      this.#subject = await start();
    });
    afterAll(() => this.#subject?.[Symbol.asyncDispose]());
  }

  get runtime(): OCIRuntime {
    return this.#started().runtime;
  }

  get lacks(): Subject['lacks'] {
    return this.#started().lacks;
  }

  untilEnded(ctr: RuntimeContainer): Promise<ContainerStatus> {
    return this.#started().untilEnded(ctr);
  }

  /** A container that is made and not started. */
  async made(wish: ContainerWish): Promise<RuntimeContainer> {
    const ctr = await this.#started().create(wish);
    await this.#started().make(ctr);
    return ctr;
  }

  async running(wish: ContainerWish): Promise<RuntimeContainer> {
    const ctr = await this.made(wish);
    await this.runtime.startContainer(ctr);
    return ctr;
  }

  /** How a container that ends by itself has ended. */
  async ended(wish: ContainerWish): Promise<ContainerStatus> {
    return this.untilEnded(await this.running(wish));
  }

  /** Runs a command to its end. */
  async exec(ctr: RuntimeContainer, cmd: readonly string[], more: Partial<ExecOptions> = {}) {
    const [output, error] = [new Kept(), new Kept()];
    const options = { cmd, terminal: false, streams: { input: null, output, error }, ...more };
    const session = await this.runtime.execContainer(ctr, randomUUID(), options);
    return { code: await session.ended, output: output.text, error: error.text };
  }

  /** Joins a terminal of the test's to the container's first process. */
  attach(ctr: RuntimeContainer, detachKeys?: string) {
    const said = new Kept();
    const terminal = new Terminal(said);
    const all = { stdin: true, stdout: true, stderr: true };
    const over = this.runtime.httpAttach(ctr, terminal, all, detachKeys, new AbortController().signal);
    over.catch(() => undefined);
    return { said, terminal, over };
  }

  #started(): Subject {
    if (this.#subject === null) throw new Error('The subject has not started.');
    return this.#subject;
  }
}
