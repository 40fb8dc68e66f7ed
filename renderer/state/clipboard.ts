/** Copies for a menu's entry or a key, which has no place of its own to tell how that went. */
import { remark } from './remarks.ts';

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    remark('Copied.');
  } catch {
    remark('The clipboard could not be written.');
  }
}
