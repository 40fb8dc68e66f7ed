/** A word on what a key didn't do, and why: it goes by itself. */
import { useEffect } from 'react';
import { create } from 'zustand';

const useRemark = create<{ readonly words: string | null }>()(() => ({ words: null }));

/** For the screen that is shown: its words go with it, since another screen's keys have nothing to do with them. */
export function useRemarkHere(): string | null {
  useEffect(() => clearRemark, []);
  return useRemark((state) => state.words);
}

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
