/** What is typed and pasted, sent no faster than the program takes it. */
import { inputWindow } from '../../shared/session.ts';

/** The most that is sent at once, in bytes. */
const chunk = 64 * 1024;

/** So many bytes may wait here for a program that doesn't read. */
const mostWaiting = 64 * 1024 * 1024;

export class Input {
  readonly #send: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly #mostWaiting: number;
  #waiting: Uint8Array<ArrayBuffer>[] = [];
  #waitingBytes = 0;
  #underWay = 0;

  constructor(send: (bytes: Uint8Array<ArrayBuffer>) => void, most = mostWaiting) {
    this.#send = send;
    this.#mostWaiting = most;
  }

  /** @returns false: too much waits already; none of it was taken */
  put(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (this.#waitingBytes + bytes.length > this.#mostWaiting) return false;
    for (let at = 0; at < bytes.length; at += chunk) this.#waiting.push(bytes.subarray(at, at + chunk));
    this.#waitingBytes += bytes.length;
    this.#sendOn();
    return true;
  }

  /** So much has gone to the program. */
  taken(bytes: number): void {
    this.#underWay -= bytes;
    this.#sendOn();
  }

  /** The program it was meant for has ended: another one shall not get it. */
  drop(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #sendOn(): void {
    let sent = 0;
    for (const next of this.#waiting) {
      if (this.#underWay + next.length > inputWindow) break;
      this.#underWay += next.length;
      this.#waitingBytes -= next.length;
      sent += 1;
      // A copy: what is posted takes its whole buffer along.
      this.#send(next.slice());
    }
    this.#waiting.splice(0, sent);
  }
}
