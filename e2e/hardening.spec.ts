import { once } from 'node:events';
import { createServer } from 'node:http';
import { z } from 'zod';
import { expect, test } from './fixtures.ts';

test.describe('the page', () => {
  test('has nothing of Node and only the bridge of two functions', async ({ window }) => {
    const found = await window.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer'].filter((name) => name in globalThis),
      bridge: Object.keys(Reflect.get(globalThis, 'gantry')).sort(),
    }));
    expect(found).toEqual({ node: [], bridge: ['call', 'onPush'] });
  });

  test('runs isolated and in a sandbox', async ({ app, window }) => {
    await expect(window).toHaveURL(/^gantry:\/\/app\//);
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return contents === undefined
        ? null
        : Reflect.apply(Reflect.get(contents, 'getLastWebPreferences'), contents, []);
    });
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
    });
  });

  test('comes with a policy that lets it load nothing else', async ({ window }) => {
    const policy = await window.evaluate(async () =>
      (await fetch(location.href)).headers.get('content-security-policy'),
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  test('runs no script that is written into it', async ({ window, expectedErrors }) => {
    expectedErrors.push(/Content Security Policy/);
    const outcome = await window.evaluate(
      () =>
        new Promise<{ violated: string; ran: boolean }>((resolve) => {
          document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
            resolve({ violated: effectiveDirective, ran: 'written' in globalThis }),
          );
          const script = document.createElement('script');
          script.textContent = 'globalThis.written = true';
          document.body.append(script);
        }),
    );
    expect(outcome.ran).toBe(false);
    expect(outcome.violated).toMatch(/^script-src/);
  });

  test('reaches no network', async ({ window, expectedErrors }) => {
    expectedErrors.push(/Content Security Policy/, /Failed to load resource|ERR_/);
    const asked: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.setHeader('access-control-allow-origin', '*').end('reached');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const base = `http://127.0.0.1:${port}`;
    try {
      // The server is one that answers: from here it does.
      expect(await (await fetch(`${base}/here`)).text()).toBe('reached');
      const reached = await window.evaluate(async (from) => {
        const loaded = (element: HTMLImageElement | HTMLScriptElement, src: string): Promise<boolean> =>
          new Promise((resolve) => {
            element.onload = () => resolve(true);
            element.onerror = () => resolve(false);
            element.src = src;
            document.head.append(element);
          });
        const fetched = fetch(`${from}/fetch`).then(
          () => true,
          () => false,
        );
        return [
          await fetched,
          await loaded(new Image(), `${from}/picture.png`),
          await loaded(document.createElement('script'), `${from}/script.js`),
        ];
      }, base);
      expect(reached).toEqual([false, false, false]);
      expect(asked).toEqual(['/here']);
    } finally {
      server.close();
    }
  });

  test('does not go elsewhere', async ({ app, window }) => {
    await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // The app's own listener was there before this one.
      const asked = new Promise<readonly [string, boolean]>((resolve) =>
        contents?.once('will-navigate', (event, url) => resolve([url, event.defaultPrevented])),
      );
      Object.assign(globalThis, { asked });
    });
    const before = window.url();
    await window.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://example.com/';
      document.body.append(link);
      link.click();
    });
    expect(await app.evaluate(() => Reflect.get(globalThis, 'asked'))).toEqual(['https://example.com/', true]);
    expect(await window.evaluate(() => location.href)).toBe(before);
  });

  test('opens no window', async ({ app, window }) => {
    const opened = await window.evaluate(() => globalThis.open('https://example.com/') === null);
    expect(opened).toBe(true);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('gives a frame within it nothing', async ({ window, expectedErrors }) => {
    expectedErrors.push(/Content Security Policy/, /ERR_BLOCKED/);
    const found = await window.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const inner = frame.contentWindow;
      return inner === null ? [] : ['gantry', 'require', 'process'].filter((name) => name in inner);
    });
    expect(found).toEqual([]);
  });

  test('gets no permission but for the clipboard', async ({ window }) => {
    const answers = await window.evaluate(async () => {
      const asked = await Promise.all(
        (['camera', 'microphone', 'geolocation', 'notifications', 'midi'] as const).map(async (name) => {
          const { state } = await navigator.permissions.query({ name: name as PermissionName });
          return [name, state];
        }),
      );
      const place = await new Promise<string>((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('told'),
          ({ code }) => resolve(code === GeolocationPositionError.PERMISSION_DENIED ? 'denied' : `other ${code}`),
        ),
      );
      return { asked, place, told: await Notification.requestPermission() };
    });
    expect(answers.asked.map(([, state]) => state)).not.toContain('granted');
    expect(answers).toMatchObject({ place: 'denied', told: 'denied' });
    expect(await window.evaluate(() => navigator.clipboard.readText().then(() => true))).toBe(true);
  });
});

test.describe('the border', () => {
  const wrong: readonly (readonly [string, unknown])[] = [
    ['containers.act', undefined],
    ['containers.act', { engineId: 1, containerId: {}, action: 'rm -rf' }],
    ['containers.act', { engineId: 'x', containerId: 'y', action: { do: 'kill', signal: 'KILL; reboot' } }],
    ['sessions.open', { engineId: 'x', containerId: 'y', kind: 'exec', command: [], size: { columns: -1, rows: 0 } }],
    ['app.openLink', { url: ['http://example.com'] }],
    ['no.such.call', {}],
    ['__proto__', {}],
    ['constructor', {}],
    ['toString', undefined],
  ];

  for (const [name, input] of wrong) {
    test(`refuses ${name} with ${JSON.stringify(input)}`, async ({ window }) => {
      const answer = await window.evaluate(([call, data]) => Reflect.get(globalThis, 'gantry').call(call, data), [
        name,
        input,
      ] as const);
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
    });
  }

  test('answers nobody but the main frame of its own page', async ({ app }) => {
    // Another page in a window with the same preload, as one that got past every other door would be.
    const answer = await app.evaluate(async ({ app: electron, BrowserWindow }) => {
      const preload = `${electron.getAppPath()}/out/preload/preload.cjs`;
      const webPreferences = { preload, sandbox: true, contextIsolation: true };
      const other = new BrowserWindow({ show: false, webPreferences });
      await other.loadURL('about:blank');
      const said: unknown = await other.webContents.executeJavaScript(
        "typeof gantry === 'undefined' ? 'no bridge' : gantry.call('engines.list').then(() => 'answered', (e) => String(e))",
      );
      other.destroy();
      return said;
    });
    expect(answer).toMatch(/refused/);
  });

  test('opens only web addresses in the browser', async ({ app, window }) => {
    await app.evaluate(({ shell }) => {
      Reflect.set(shell, 'openExternal', async (url: string) => {
        const opened: unknown = Reflect.get(globalThis, 'opened');
        Reflect.set(globalThis, 'opened', [...(Array.isArray(opened) ? opened : []), url]);
      });
    });
    const urls = ['javascript:alert(1)', 'file:///etc/passwd', 'gantry://app/', 'https://example.com/a b', 'smb://x/y'];
    const answers = await window.evaluate(
      async (all) => Promise.all(all.map((url) => Reflect.get(globalThis, 'gantry').call('app.openLink', { url }))),
      urls,
    );
    expect(answers.map(({ ok }) => ok)).toEqual([false, false, false, true, false]);
    expect(await app.evaluate(() => Reflect.get(globalThis, 'opened'))).toEqual(['https://example.com/a%20b']);
  });
});
