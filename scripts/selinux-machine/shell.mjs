// @ts-check
/**
 * Commands in the machine itself, by its root, whom the policy confines no more than one who has logged in.
 *
 *     node scripts/selinux-machine/shell.mjs PORT COMMAND    in a machine that runs already
 */
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { pathToFileURL } from 'node:url';

/**
 * @typedef {object} ShellOptions
 * @property {string | Uint8Array} [input]
 * @property {(text: string) => void} [onOutput] gets what it says as it comes
 */

/**
 * @param {number} port of this machine, that leads to the shell
 * @param {string} command a line for a shell
 * @param {ShellOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} `output`: all that it has said, on both streams
 */
export function inShell(port, command, { input = '', onOutput = () => {} } = {}) {
  // By a word that nobody else says: what the command has left running keeps the connection open.
  const mark = randomUUID();
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true });
  socket.write(`${command}; printf '\\n%s %d.' ${mark} $?\n`);
  socket.end(input);
  return new Promise((resolve, reject) => {
    let said = '';
    let shown = 0;
    const end = new RegExp(`\\n${mark} (\\d+)\\.$`);
    socket.setEncoding('utf8').on('data', (text) => {
      said += text;
      const code = end.exec(said)?.[1];
      const output = code === undefined ? said : said.replace(end, '');
      // What may be the mark's beginning waits.
      const ready = code === undefined ? Math.max(shown, output.lastIndexOf('\n')) : output.length;
      onOutput(output.slice(shown, ready));
      shown = ready;
      if (code === undefined) return;
      socket.destroy();
      resolve({ code: Number(code), output });
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`The machine's shell has ended. It said: ${said.slice(-2000)}`)));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [port, ...words] = process.argv.slice(2);
  const { code } = await inShell(Number(port), words.join(' '), {
    onOutput: (text) => void process.stdout.write(text),
  });
  process.exitCode = code;
}
