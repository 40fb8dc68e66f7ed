/** What an app that was killed has said it did: what must be there, and what may be. */
import { expect } from 'vitest';
import type { ContainerSummary } from '../../../../shared/container.ts';
import { type JournalEntry, journalEntry } from './killed-app.ts';

const starting: ReadonlySet<JournalEntry['what']> = new Set(['start', 'restart']);
/** What may come before a container that has just been started has said a word. */
const interrupting: ReadonlySet<JournalEntry['what']> = new Set(['stop', 'restart', 'pause', 'checkpoint', 'remove']);

interface Known {
  /** The names that it may have. */
  names: string[];
  /** It was to be removed when the app was killed. */
  mayBeGone: boolean;
  starts: number;
  maybeStarts: number;
  /** Of the starts, those after which it has not been looked at yet. */
  fresh: number;
}

export class Journal {
  readonly #known = new Map<string, Known>();
  readonly #removed = new Set<string>();
  /** Names of those that were being made. */
  #making: string[] = [];

  read(text: string): void {
    const entries = text
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => journalEntry.parse(JSON.parse(line)));
    const open = new Map<string, JournalEntry>();
    for (const entry of entries) {
      if (entry.phase === 'begun') {
        open.set(entry.step, entry);
        if (entry.id !== null && interrupting.has(entry.what)) this.#interrupted(entry.id);
      } else {
        open.delete(entry.step);
        if (entry.phase === 'done') this.#done(entry);
        // Refused halfway: a restart may have started it, or have failed before.
        else if (entry.id !== null && starting.has(entry.what)) this.#of(entry.id).maybeStarts += 1;
      }
    }
    this.#making = [];
    for (const entry of open.values()) this.#maybe(entry);
  }

  /** All that was done is there, and nothing that nobody has made. */
  mustHave(rows: readonly ContainerSummary[]): void {
    const ids = new Set(rows.map(({ id }) => id));
    for (const [id, { mayBeGone }] of this.#known) if (!mayBeGone) expect(ids).toContain(id);
    for (const { id, name } of rows) {
      const known = this.#known.get(id);
      expect(this.#removed.has(id)).toBe(false);
      expect(known?.names ?? this.#making).toContain(name);
    }
  }

  startsOf(id: string): { readonly least: number; readonly most: number } {
    const { starts, maybeStarts } = this.#of(id);
    return { least: starts, most: starts + maybeStarts };
  }

  /** Goes on from what was found. */
  agree(rows: readonly ContainerSummary[]): void {
    const before = new Map(this.#known);
    this.#known.clear();
    for (const { id, name } of rows) {
      const { starts = 0, maybeStarts = 0 } = before.get(id) ?? {};
      this.#known.set(id, { names: [name], mayBeGone: false, starts, maybeStarts, fresh: 0 });
    }
  }

  #done({ what, id, name }: JournalEntry): void {
    if (id === null) return;
    if (what === 'create')
      this.#known.set(id, { names: [name ?? ''], mayBeGone: false, starts: 0, maybeStarts: 0, fresh: 0 });
    if (what === 'rename') this.#of(id).names = [name ?? ''];
    if (starting.has(what)) {
      this.#of(id).starts += 1;
      this.#of(id).fresh += 1;
    }
    if (what === 'remove') {
      this.#known.delete(id);
      this.#removed.add(id);
    }
  }

  #interrupted(id: string): void {
    const known = this.#of(id);
    known.starts -= known.fresh;
    known.maybeStarts += known.fresh;
    known.fresh = 0;
  }

  #maybe({ what, id, name }: JournalEntry): void {
    if (id === null) this.#making.push(name ?? '');
    else if (what === 'rename') this.#of(id).names.push(name ?? '');
    else if (what === 'remove') this.#of(id).mayBeGone = true;
    else if (starting.has(what)) this.#of(id).maybeStarts += 1;
  }

  #of(id: string): Known {
    const known = this.#known.get(id) ?? { names: [], mayBeGone: true, starts: 0, maybeStarts: 0, fresh: 0 };
    if (!this.#removed.has(id)) this.#known.set(id, known);
    return known;
  }
}
