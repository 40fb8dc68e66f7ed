/** A word on what a key didn't do, and why: it goes by itself. */
import { create } from 'zustand';

export const useRemark = create<{ readonly words: string | null }>()(() => ({ words: null }));

/** Milliseconds that it can be read. */
const stays = 6000;
let timer: ReturnType<typeof setTimeout> | undefined;

export function remark(words: string): void {
  clearTimeout(timer);
  useRemark.setState({ words });
  timer = setTimeout(clearRemark, stays);
}

export function clearRemark(): void {
  clearTimeout(timer);
  useRemark.setState({ words: null });
}
