/** Serves the window's own files under a scheme of their own, so that they have an origin and a policy. */
import path from 'node:path';
import { protocol } from 'electron';
import { scheme } from './own-origin.ts';
import { servedFile } from './served-file.ts';

/** React Aria and xterm set styles on elements; no script but our own files runs, and nothing is fetched. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = { 'content-security-policy': policy, 'x-content-type-options': 'nosniff' };

/** Chromium's ERR_FILE_NOT_FOUND. */
const notFound = -6;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};

/** To be called before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Chromium reads the files by itself. `protocol.handle`, the newer way, makes a Request and a Response of each: Node reads
 * and runs all of its fetch for the first of them, 25 ms in which the page's process waits for its first byte.
 * @param folder the built window
 * @returns resolves when a page has asked for its style, the last of what it begins with
 */
export function serveWindow(folder: string): Promise<void> {
  let isAsked: () => void;
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  protocol.registerFileProtocol(scheme, ({ url, method }, answer) => {
    const file = method === 'GET' ? servedFile(folder, url) : null;
    if (file === null) return answer({ error: notFound });
    const mimeType = types[path.extname(file)] ?? 'application/octet-stream';
    answer({ path: file, mimeType, headers });
    if (mimeType === types['.css']) setImmediate(isAsked);
  });
  return asked;
}
