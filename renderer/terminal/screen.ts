/** A terminal's screen: xterm with all that it needs to be looked at. It knows nothing of sessions. */
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { type IDisposable, Terminal } from '@xterm/xterm';
import type { TerminalSize } from '../../shared/session.ts';
import { onSchemeChange, readFont, readTheme } from './appearance.ts';
import { drawWithCard } from './drawing.ts';
import { isLinkClick, safeLink } from './links.ts';
import { NamedLinks } from './links-in-view.ts';

/** Lines. The main process keeps a session's last bytes, not lines: 4 MiB (main/session/backlog.ts). */
export const scrollback = 10_000;

export interface ScreenOptions {
  readonly fontSize: number;
  readonly screenReader: boolean;
}

/** What a screen tells its owner. */
export interface ScreenEvents {
  /** A link was asked for; the address is a safe one. */
  openLink(url: string): void;
  /** The pointer is on a link; null: it left. */
  hoverLink(url: string | null): void;
  /** @returns whether the key goes to the program */
  key(event: KeyboardEvent): boolean;
}

interface LinkHandler {
  activate(event: MouseEvent, text: string): void;
  hover(event: MouseEvent, text: string): void;
  leave(): void;
}

Terminal.strings.promptLabel = 'Terminal. Ctrl+F6 leaves it.';
Terminal.strings.tooMuchOutput = 'Too much output to read out; move through the lines by hand.';

export class Screen {
  /** The element that is put into the pane. */
  readonly element: HTMLDivElement;
  readonly terminal: Terminal;
  readonly search = new SearchAddon({ highlightLimit: 1000 });
  readonly named: NamedLinks;
  readonly #fit = new FitAddon();
  readonly #gone = new AbortController();
  #drawing: IDisposable | null = null;
  #searches = false;
  events: ScreenEvents | null = null;

  /** @param stage is in the document; the screen is appended to it */
  constructor(stage: HTMLElement, options: ScreenOptions) {
    this.element = document.createElement('div');
    this.element.dataset.terminal = '';
    stage.append(this.element);
    this.terminal = new Terminal({
      // Unicode widths and search highlights are "proposed" in xterm.
      allowProposedApi: true,
      scrollback,
      fontSize: options.fontSize,
      fontFamily: readFont(this.element),
      theme: readTheme(this.element),
      screenReaderMode: options.screenReader,
      minimumContrastRatio: 4.5,
      cursorBlink: false,
      rescaleOverlappingGlyphs: true,
      // No program may ask after the window, or move it.
      windowOptions: {},
      linkHandler: this.#linkHandler(),
    });
    const { terminal } = this;
    this.named = new NamedLinks(terminal);
    terminal.loadAddon(this.#fit);
    terminal.loadAddon(this.search);
    terminal.loadAddon(new Unicode11Addon());
    terminal.unicode.activeVersion = '11';
    const links = this.#linkHandler();
    terminal.loadAddon(new WebLinksAddon(links.activate, { hover: links.hover, leave: links.leave }));
    terminal.attachCustomKeyEventHandler((event) => this.events?.key(event) ?? true);
    terminal.open(this.element);
    onSchemeChange(() => this.followScheme(), this.#gone.signal);
  }

  /** Shown or hidden. A hidden one gives its place on the graphics card back. */
  set visible(visible: boolean) {
    this.element.hidden = !visible;
    if (visible) this.#drawing ??= drawWithCard(this.terminal);
    else {
      this.#drawing?.dispose();
      this.#drawing = null;
    }
  }

  get visible(): boolean {
    return !this.element.hidden;
  }

  set options({ fontSize, screenReader }: ScreenOptions) {
    if (this.terminal.options.fontSize !== fontSize) this.terminal.options.fontSize = fontSize;
    if (this.terminal.options.screenReaderMode !== screenReader) this.terminal.options.screenReaderMode = screenReader;
  }

  /** While it is searched, the found place is selected, and shall stand out among the others. */
  set searches(searches: boolean) {
    this.#searches = searches;
    this.followScheme();
  }

  followScheme(): void {
    this.terminal.options.theme = readTheme(this.element, this.#searches);
  }

  /** The size that fills the pane; null while the screen is not laid out. */
  proposeSize(): TerminalSize | null {
    if (this.element.clientWidth === 0 || this.element.clientHeight === 0) return null;
    const size = this.#fit.proposeDimensions();
    if (size === undefined || !Number.isFinite(size.cols) || !Number.isFinite(size.rows)) return null;
    return { columns: Math.min(size.cols, 1000), rows: Math.min(size.rows, 1000) };
  }

  resize({ columns, rows }: TerminalSize): void {
    if (this.terminal.cols !== columns || this.terminal.rows !== rows) this.terminal.resize(columns, rows);
  }

  /** Bytes that the screen and its scrollback take: 12 a cell. */
  get memoryBytes(): number {
    const { normal, alternate } = this.terminal.buffer;
    return (normal.length + alternate.length) * this.terminal.cols * 12;
  }

  dispose(): void {
    this.#gone.abort();
    this.#drawing?.dispose();
    this.terminal.dispose();
    this.element.remove();
  }

  /** The same for links in the text and for those of OSC 8. xterm itself refuses all but http and https. */
  #linkHandler(): LinkHandler {
    return {
      activate: (event, text) => {
        const url = safeLink(text);
        if (url !== null && isLinkClick(event)) this.events?.openLink(url);
      },
      hover: (_event, text) => this.events?.hoverLink(safeLink(text)),
      leave: () => this.events?.hoverLink(null),
    };
  }
}
