/** The links of a terminal for who has no pointer: those in the lines that are in view. */
import type { IMarker, Terminal } from '@xterm/xterm';
import { safeLink } from './links.ts';

/** As xterm's own add-on takes an address out of a line: what ends a sentence is none of it. */
const address = /https?:\/\/[^\s"'<>`{}|\\^]*[^\s"'<>`{}|\\^.,:;!?()[\]]/gi;
/** A program can name any number. */
const mostNamed = 1000;

/** The links that a program names (OSC 8): their addresses stand nowhere in the text, and xterm tells them to the pointer alone. */
export class NamedLinks {
  readonly #terminal: Terminal;
  readonly #links: { readonly marker: IMarker; readonly url: string }[] = [];

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    // xterm takes it, too.
    terminal.parser.registerOscHandler(8, (data) => {
      this.#take(data);
      return false;
    });
  }

  /** From one line of the buffer to another, in their order. */
  between(first: number, last: number): { readonly line: number; readonly url: string }[] {
    return this.#links.flatMap(({ marker: { line }, url }) => (line >= first && line <= last ? [{ line, url }] : []));
  }

  /** `PARAMETERS;ADDRESS`; without an address a link ends. */
  #take(data: string): void {
    const url = safeLink(data.slice(data.indexOf(';') + 1));
    const marker = url === null ? undefined : this.#terminal.registerMarker(0);
    if (url === null || marker === undefined) return;
    this.#links.push({ marker, url });
    marker.onDispose(() =>
      this.#links.splice(
        this.#links.findIndex((link) => link.marker === marker),
        1,
      ),
    );
    if (this.#links.length > mostNamed) this.#links[0]?.marker.dispose();
  }
}

/** Each once, the lowest first, as the browser would go to them. */
export function linksInView(terminal: Terminal, named: NamedLinks): readonly string[] {
  const { viewportY } = terminal.buffer.active;
  const last = viewportY + terminal.rows - 1;
  const found = [...writtenLinks(terminal, viewportY, last), ...named.between(viewportY, last)];
  const urls = found.sort((a, b) => a.line - b.line).map(({ url }) => url);
  return [...new Set(urls.reverse())];
}

function* writtenLinks({ buffer }: Terminal, first: number, last: number) {
  let from = first;
  // One that begins above the view is whole all the same.
  while (from > 0 && buffer.active.getLine(from)?.isWrapped) from -= 1;
  for (let line = from; line <= last; line += 1) {
    let text = buffer.active.getLine(line)?.translateToString(true) ?? '';
    while (buffer.active.getLine(line + 1)?.isWrapped) {
      line += 1;
      text += buffer.active.getLine(line)?.translateToString(true) ?? '';
    }
    for (const [match] of text.matchAll(address)) {
      const url = safeLink(match);
      if (url !== null) yield { line, url };
    }
  }
}
