/**
 * How far a viewer may lag behind. The page acknowledges what xterm has parsed; a flood runs at the pace of the eye,
 * but who is stuck holds nobody up: conmon would stop the container, its log and the notice of its end.
 */

/** Bytes, but for {@link FlowLimits.patience}. The page parses half of the high-water mark at once, at most. */
export interface FlowLimits {
  /** A viewer that lags this far behind holds the source back. */
  readonly highWater: number;
  /** One that held it back does so no more from here on. */
  readonly lowWater: number;
  /** The most that is sent at once. */
  readonly chunk: number;
  /**
   * While less is under way, whatever comes is sent at once, as keys and their echoes need it; over it, full chunks only:
   * the viewer is busy anyway, says so when it no longer is, and each chunk costs both sides as much as some kilobytes.
   */
  readonly eager: number;
  /** Milliseconds in which a viewer that holds the source back must acknowledge something, or it is let go. */
  readonly patience: number;
}

/**
 * So often is looked in that time. A look that comes late doesn't count: where this process itself has had no time (a
 * busy machine, or one that was asleep), what the viewer has said may lie here unread.
 */
const looks = 4;

export const flowLimits: FlowLimits = {
  highWater: 2 * 1024 * 1024,
  lowWater: 1024 * 1024,
  chunk: 256 * 1024,
  eager: 4 * 1024,
  patience: 1000,
};

/** Keeps the account of one viewer. */
export class FlowControl implements Disposable {
  readonly #limits: FlowLimits;
  readonly #changed: () => void;
  #underWay = 0;
  #holding = false;
  #letGo = false;
  #timer: NodeJS.Timeout | null = null;
  #looksInVain = 0;

  /** @param changed called when the viewer has been let go */
  constructor(limits: FlowLimits, changed: () => void) {
    this.#limits = limits;
    this.#changed = changed;
  }

  /** Sent and not yet acknowledged. */
  get underWay(): number {
    return this.#underWay;
  }

  /** The source has to wait for this viewer. */
  get holdsBack(): boolean {
    return this.#holding && !this.#letGo;
  }

  /** It is no longer waited for. */
  get isLetGo(): boolean {
    return this.#letGo;
  }

  /** How much may be sent of what is there; 0: nothing now. */
  allowance(unsent: number, isLast: boolean): number {
    const { highWater, chunk, eager } = this.#limits;
    if (this.#letGo || this.#underWay >= highWater) return 0;
    const next = Math.min(unsent, chunk);
    return next === chunk || this.#underWay < eager || isLast ? next : 0;
  }

  sent(bytes: number): void {
    this.#underWay += bytes;
  }

  /**
   * @param overtaken what it has missed is no longer there: it comes back only when all that was sent is parsed, so
   *   that replays don't pile up before one that is slower than the source
   * @returns false: more than was sent; somebody is wrong
   */
  acknowledged(bytes: number, overtaken: boolean): boolean {
    if (bytes > this.#underWay) return false;
    if (bytes === 0) return true;
    this.#underWay -= bytes;
    if (this.#letGo && (!overtaken || this.#underWay === 0)) this.#letGo = false;
    this.#stopTimer();
    return true;
  }

  /** To be called whenever something was added, sent or acknowledged. */
  update(unsent: number): void {
    const { highWater, lowWater, patience } = this.#limits;
    const lag = unsent + this.#underWay;
    if (lag >= highWater) this.#holding = true;
    else if (lag <= lowWater) this.#holding = false;
    if (!this.holdsBack) this.#stopTimer();
    else if (this.#timer === null) this.#lookIn(patience / looks);
  }

  [Symbol.dispose](): void {
    this.#stopTimer();
  }

  #lookIn(milliseconds: number): void {
    const due = performance.now() + milliseconds;
    this.#timer = setTimeout(() => {
      if (performance.now() - due < milliseconds) this.#looksInVain += 1;
      if (this.#looksInVain < looks) this.#lookIn(milliseconds);
      else this.#giveUp();
    }, milliseconds);
  }

  #giveUp(): void {
    this.#stopTimer();
    this.#letGo = true;
    this.#changed();
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#looksInVain = 0;
  }
}
