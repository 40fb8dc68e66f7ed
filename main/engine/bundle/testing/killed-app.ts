/**
 * An app that is killed: it does to containers whatever comes, two things at a time, and writes down what it is about to
 * do and what it has done. Run by itself: `node killed-app.ts PLACE JOURNAL SEED`.
 */
import { appendFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { ContainerAction } from '../../../../shared/container.ts';
import { GantryError } from '../../../../shared/errors.ts';
import { Changes } from '../../testing/changes.ts';
import { BundleEngine } from '../bundle-engine.ts';
import { specOf } from './spec-of.ts';

export const journalEntry = z.object({
  /** The step that it belongs to. */
  step: z.string(),
  phase: z.enum(['begun', 'done', 'refused']),
  what: z.enum(['create', 'start', 'stop', 'restart', 'rename', 'remove', 'pause', 'unpause', 'checkpoint', 'restore']),
  /** Null: of a container that isn't there yet. */
  id: z.string().nullable(),
  /** The new one. */
  name: z.string().nullable(),
});
export type JournalEntry = z.infer<typeof journalEntry>;

/** What its containers do: they say that they have begun, and end with this code after a while. */
export const exitCode = 5;
export const command = ['sh', '-c', `echo begun; sleep 0.4; exit ${exitCode}`];
/** One that the test has made, and that nobody touches. */
export const untouched = 'untouched';

const place = z.object({ folder: z.string(), runFolder: z.string(), settings: z.string() });

async function main([placeText = '', journal = '', seed = '']: readonly string[]): Promise<never> {
  const { settings, ...folders } = place.parse(JSON.parse(placeText));
  const { settingsOf } = await import('../../../runtime/conmon/runtime-settings.ts');
  const engine = new BundleEngine({
    ...folders,
    environment: process.env,
    settings: settingsOf([settings]),
    netavark: null,
  });
  const changes = new Changes(engine);
  engine.start();
  await changes.untilConnection('connected');
  const random = randomBy(Number(seed));
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  const starting = new Set<string>();
  let steps = 0;
  console.log('ready');

  const doing = async (entry: Omit<JournalEntry, 'step' | 'phase'>, work: () => Promise<string | null>) => {
    steps += 1;
    const step = `${seed}-${steps}`;
    const note = (phase: JournalEntry['phase'], id = entry.id): void =>
      appendFileSync(journal, `${JSON.stringify({ ...entry, step, phase, id })}\n`);
    note('begun');
    try {
      note('done', (await work()) ?? entry.id);
    } catch (thrown) {
      // What another of the two has done meanwhile, or what a container has.
      if (!(thrown instanceof GantryError)) throw thrown;
      note('refused');
    }
  };
  const one = async (): Promise<void> => {
    const all = engine.containers().containers.filter(({ name }) => name !== untouched);
    const chosen = pick(all);
    if (chosen === undefined || (all.length < 5 && random() < 0.3)) {
      const name = `made-${seed}-${steps}`;
      return doing({ what: 'create', id: null, name }, async () => {
        const { container } = await engine.defaultRuntime().createContainer({ spec: specOf(command, { name }) });
        return container.id;
      });
    }
    const { id } = chosen;
    const act = (action: ContainerAction, name: string | null = null) =>
      doing({ what: what(action), id, name }, async () => {
        await engine.act(id, action);
        return null;
      });
    const runtime = engine.runtimeOf(id);
    const roll = random();
    if (chosen.checkpointed) {
      return doing({ what: 'restore', id, name: null }, async () => {
        await runtime.createContainer({ container: chosen }, {});
        return null;
      });
    }
    if (roll < 0.1) return act({ do: 'remove', force: true, volumes: false, withCheckpoint: true });
    if (roll < 0.2) return act({ do: 'rename', name: `renamed-${seed}-${steps}` }, `renamed-${seed}-${steps}`);
    if (chosen.state === 'paused') return act({ do: 'unpause' });
    if (chosen.state !== 'running') {
      // Of two starts of the same container one does nothing.
      if (starting.has(id)) return void (await setImmediate());
      starting.add(id);
      return act({ do: 'start' }).finally(() => starting.delete(id));
    }
    if (roll < 0.4) return act({ do: 'stop', timeoutSeconds: 0 });
    if (roll < 0.6) return act({ do: 'restart', timeoutSeconds: 0 });
    if (roll < 0.8) return act({ do: 'pause' });
    return doing({ what: 'checkpoint', id, name: null }, async () => {
      await runtime.checkpointContainer(chosen, { keep: true });
      return null;
    });
  };
  const busy = async (): Promise<never> => {
    for (;;) await one();
  };
  return Promise.race([busy(), busy()]);
}

function what(action: ContainerAction): JournalEntry['what'] {
  if (action.do === 'kill') throw new Error('nobody kills');
  return action.do;
}

/** The same numbers for the same seed (mulberry32). */
export function randomBy(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2));
