import {join} from 'node:path';
import {expect} from '@playwright/test';
import {ask, rejection} from './ask.ts';
import {projectRoot, test} from './desktop.ts';

test('the page has the bridge, frozen, and nothing else of Electron or Node', async ({page}) => {
  const seen = await page.evaluate(() => ({
    bridge: Object.keys(window.counterfoil ?? {}).sort(),
    frozen: Object.isFrozen(window.counterfoil),
    platform: window.counterfoil?.platform,
    leaked: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', '__standinSend'].filter(
      name => name in globalThis,
    ),
  }));
  expect(seen).toEqual({bridge: ['invoke', 'platform'], frozen: true, platform: 'electron', leaked: []});
});

test('the page cannot put another bridge in place', async ({page}) => {
  const platform = await page.evaluate(() => {
    try {
      Object.assign(globalThis, {counterfoil: {platform: 'mine'}});
    } catch {
      // Refused, as it should be.
    }
    return window.counterfoil?.platform;
  });
  expect(platform).toBe('electron');
});

test('app:info tells the version and a clock that only goes forward', async ({launch}) => {
  const till = await launch({env: {COUNTERFOIL_SERVER_URL: 'http://127.0.0.1:4123/'}});
  const page = await till.firstWindow();
  const first = await ask(page, 'app:info', undefined);
  expect(first).toMatchObject({version: '0.1.0', packaged: false, platform: process.platform});
  expect(first.serverUrl).toBe('http://127.0.0.1:4123');
  await page.waitForTimeout(50);
  const second = await ask(page, 'app:info', undefined);
  expect(second.bootId).toBe(first.bootId);
  expect(second.uptimeMs - first.uptimeMs).toBeGreaterThanOrEqual(40);
});

test('a channel outside the allow-list never leaves the preload', async ({page}) => {
  for (const channel of ['shell:open', 'app:info ', '__proto__', 'toString'])
    expect(await rejection(page, channel, undefined)).toBe(`unknown channel ${channel}`);
});

test('bad input is refused with its place and without its content', async ({page}) => {
  const refusal = await rejection(page, 'secret:get', {key: 5});
  expect(refusal).toContain('secret:get: bad input at .key (invalid_type)');
  const tooMuch = await rejection(page, 'secret:set', {key: 'till.token', value: 'hush'.repeat(10_000)});
  expect(tooMuch).toContain('secret:set: bad input at .value (too_big)');
  expect(tooMuch).not.toContain('hush');
  expect(await rejection(page, 'journal:read', {deviceId: '../../etc', afterSeq: -1})).toContain('.deviceId');
});

test('a page that is not the till gets no answer, even with the preload in it', async ({till}) => {
  const preload = join(projectRoot, 'dist/main/preload.cjs');
  const answer = await till.evaluate(async ({BrowserWindow}, preloadFile) => {
    const webPreferences = {preload: preloadFile, sandbox: true, contextIsolation: true};
    const stranger = new BrowserWindow({show: false, webPreferences});
    await stranger.loadURL('data:text/html,<p>not the till</p>');
    const code = `window.counterfoil.invoke('app:info', undefined).then(() => 'answered', e => e.message)`;
    const message = (await stranger.webContents.executeJavaScript(code)) as string;
    stranger.destroy();
    return message;
  }, preload);
  expect(answer).toContain('app:info: untrusted sender');
});
