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
    const reached = await window.evaluate(async () => {
      const image = new Promise<boolean>((resolve) => {
        const element = new Image();
        element.onload = () => resolve(true);
        element.onerror = () => resolve(false);
        element.src = 'http://127.0.0.1:9/picture.png';
      });
      const fetched = await fetch('http://127.0.0.1:9/').then(
        () => true,
        () => false,
      );
      return { fetched, image: await image };
    });
    expect(reached).toEqual({ fetched: false, image: false });
  });

  test('does not go elsewhere', async ({ app, window }) => {
    await app.evaluate(({ BrowserWindow }) => {
      const asked = new Promise<string>((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.once('will-navigate', (_event, url) => resolve(url));
      });
      Reflect.set(globalThis, 'asked', asked);
    });
    const before = window.url();
    await window.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://example.com/';
      document.body.append(link);
      link.click();
    });
    expect(await app.evaluate(() => Reflect.get(globalThis, 'asked'))).toBe('https://example.com/');
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

  test('gets no permission', async ({ window }) => {
    const permission = await window.evaluate(() => Notification.requestPermission());
    expect(permission).toBe('denied');
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
