/** Chunks of the size that the app sends, and as many under way as it has. */
const chunkBytes = 64 * 1024;
const mostUnderWay = 1024 * 1024;

let terminal;

globalThis.openTerminal = (cols, rows) => {
  terminal = new globalThis.Terminal({ cols, rows, scrollback: 10_000, fontSize: 13 });
  terminal.open(document.getElementById('terminal'));
};

/** @returns megabytes a second, until the last byte is parsed */
globalThis.feed = (count) => {
  // Made before the time begins.
  const bytes = new TextEncoder().encode(globalThis.logText(count, '\r\n'));
  return new Promise((resolve) => {
    const begin = performance.now();
    let [sent, parsed] = [0, 0];
    const go = () => {
      while (sent < bytes.length && sent - parsed < mostUnderWay) {
        const chunk = bytes.subarray(sent, sent + chunkBytes);
        sent += chunk.length;
        terminal.write(chunk, () => {
          parsed += chunk.length;
          if (parsed === bytes.length) resolve(bytes.length / 1000 / (performance.now() - begin));
          else go();
        });
      }
    };
    go();
  });
};
