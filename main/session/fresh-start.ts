/** What goes before the output of a command that is started again in the same terminal. */

/**
 * A program that was killed has left its modes behind. Back to the normal screen (1047: 1049 would also put the cursor
 * where it was last saved, which is the top for a program that has saved none), a soft reset (DECSTR), no mouse reports
 * (1000–1003, 1006), no focus reports (1004), no bracketed paste (2004), and a new line. What was written stays on the
 * screen, and the new output comes below it.
 */
export const freshStart: Uint8Array = new TextEncoder().encode(
  '\x1b[?1047l\x1b[!p\x1b[?1000;1002;1003;1004;1006;2004l\x1b[?25h\x1b[0m\r\n',
);
