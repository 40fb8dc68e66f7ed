/** Serves the window's own files under a scheme of their own, so that they have an origin and a policy. */
import { readFile } from 'node:fs/promises';
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

/** @param folder the built window */
export function serveWindow(folder: string): void {
  protocol.handle(scheme, async (request) => {
    const file = servedFile(folder, request.url);
    if (file === null || request.method !== 'GET') return new Response(null, { status: 404 });
    try {
      const type = types[path.extname(file)] ?? 'application/octet-stream';
      const headers = { 'content-type': type, 'content-security-policy': policy, 'x-content-type-options': 'nosniff' };
      return new Response(new Uint8Array(await readFile(file)), { headers });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}
