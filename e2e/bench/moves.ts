/** Moving around in a long list: frames while it is scrolled, and the time that filtering takes. */
import { z } from 'zod';
import type { Page } from './cdp-page.ts';

/** A frame that comes later than this was missed: at 60 Hz, with what clocks differ by. */
const frameMilliseconds = 17.5;
const frameCount = 240;
/** Pixels: three rows a frame, as a wheel turned fast. */
const step = 90;

const frame = z.object({ time: z.number(), blank: z.boolean() });
const scrolling = z.object({ top: z.number(), frames: z.array(frame) });

/**
 * Scrolls a good way down.
 * @param box what scrolls, and `row` what lies in it, as selectors
 * @returns the share of frames that came in time and had rows in them
 */
export async function scrolled(page: Page, { box, row }: { box: string; row: string }): Promise<number> {
  const { top, frames } = scrolling.parse(
    await page.evaluate(`new Promise((resolve) => {
      const box = document.querySelector('${box}');
      const { left, top, width, height } = box.getBoundingClientRect();
      const hasRow = (y) => document.elementFromPoint(left + width / 2, y)?.closest('${row}') != null;
      const frames = [];
      const step = (time) => {
        // What the frame before has drawn: a row in the middle, and one at the bottom.
        frames.push({ time, blank: !hasRow(top + height / 2) || !hasRow(top + height - 40) });
        if (frames.length > ${frameCount}) return resolve({ top: box.scrollTop, frames });
        box.scrollTop += ${step};
        requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    })`),
  );
  if (top < frameCount * step) throw new Error(`The list of ${box} was scrolled to ${top} only.`);
  const inTime = frames.slice(1).filter(({ time, blank }, index) => {
    const before = frames[index]?.time ?? Number.NEGATIVE_INFINITY;
    return !blank && time - before <= frameMilliseconds;
  });
  return inTime.length / (frames.length - 1);
}

interface Filtering {
  /** Typed before, and how many rows that leaves. */
  readonly text: string;
  readonly leaves: number;
  /** The last key: it leaves one row. */
  readonly last: string;
}

/** Types into the filter. @returns milliseconds from the last key until the one row is drawn */
export async function filtered(page: Page, { text, leaves, last }: Filtering): Promise<number> {
  await page.evaluate("document.querySelector('main input[type=search]').focus()");
  await page.send('Input.insertText', { text });
  await page.evaluate(rowsAre(leaves));
  // Set up before the key is sent: a page's questions and its keys come by ways of their own.
  await page.evaluate(`window.drawnAfter = new Promise((resolve) => {
    let typedAt = NaN;
    addEventListener('input', () => { typedAt = performance.now(); }, { capture: true, once: true });
    const grid = document.querySelector('[role=grid]');
    const observer = new MutationObserver(() => {
      if (grid.getAttribute('aria-rowcount') !== '2' || grid.querySelectorAll('[data-container]').length !== 1) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - typedAt)));
    });
    observer.observe(grid, { attributes: true, childList: true, subtree: true });
  }); true`);
  await page.send('Input.insertText', { text: last });
  return z.number().parse(await page.evaluate('window.drawnAfter'));
}

/** Resolves when the list has so many rows: its head is one, too. */
function rowsAre(count: number): string {
  return `new Promise((resolve) => {
    const look = () => {
      const rows = document.querySelector('[role=grid]').getAttribute('aria-rowcount');
      if (rows === '${count + 1}') resolve(true);
      else requestAnimationFrame(look);
    };
    look();
  })`;
}
