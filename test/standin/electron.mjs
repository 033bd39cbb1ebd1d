/**
 * A stand-in for the `electron` module, for tests where its binary cannot be had. It is NOT Electron: it runs the
 * built main bundle in Node, and the real preload in an isolated world of a real Chromium.
 *
 * What it proves: the main bundle starts and quits; the preload exposes what it should and nothing more; the bridge's
 * parsing and sender check; navigation and window guards; the policy header, enforced by a real Chromium; files written.
 *
 * What it cannot prove (README.md in test/electron says the same): the `app://` scheme and its Origin header
 * (pages are at http://counterfoil.app.localhost), the operating system's key store, fuses and asar integrity, the
 * single-instance lock, permission prompts, dialogs, menus, printing, updates; that the sandbox holds; that window.open
 * gives null at once (here the window opens and is closed). Only Electron itself proves those.
 *
 * Whatever the application uses beyond the parts exported here fails as it would on a missing import.
 */
import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {runInThisContext} from 'node:vm';
import {chromium} from 'playwright';
import {app} from './app.mjs';
import {BrowserWindow} from './browser-window.mjs';
import {ipcMain} from './ipc-main.mjs';
import {lifecycle} from './lifecycle.mjs';
import {codec} from './page-scripts.mjs';
import {protocol, startSchemeServer} from './protocol.mjs';
import {safeStorage} from './safe-storage.mjs';
import {settings} from './settings.mjs';
import {dialog, Menu, session} from './small-parts.mjs';

export {app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session};

const profile = join(settings.userData, 'chromium');
const portFile = join(profile, 'DevToolsActivePort');
const {enc, dec} = codec();

async function launchChromium() {
  // A run that was killed leaves its port behind.
  rmSync(portFile, {force: true});
  return chromium.launchPersistentContext(profile, {
    ...(settings.chromium ? {executablePath: settings.chromium} : {}),
    headless: settings.headless,
    chromiumSandbox: false,
    args: [
      await startSchemeServer(),
      '--remote-debugging-port=0',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

async function debuggingPort() {
  for (;;) {
    try {
      const [port] = readFileSync(portFile, 'utf8').split('\n');
      if (port) return port;
    } catch {
      // Not written yet.
    }
    await sleep(20);
  }
}

// The application's own code runs after this module has loaded, and registers its schemes before 'ready'.
setImmediate(async () => {
  lifecycle.context = await launchChromium();
  const blank = lifecycle.context.pages();
  lifecycle.ready = true;
  app.emit('ready', {}, {});
  while (lifecycle.windows.size === 0 && !lifecycle.quitting) await sleep(5);
  await Promise.all([...lifecycle.windows].map(window => window._opened));
  for (const page of blank) await page.close();
  process.send?.({t: 'ready', cdp: `http://127.0.0.1:${await debuggingPort()}`});
});

const electron = {app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session};

process.on('message', async message => {
  if (message?.t !== 'eval') return;
  try {
    // A spec's function arrives as text, exactly as Playwright sends one to a real Electron.
    const value = await runInThisContext(`(${message.fn})`)(electron, dec(message.arg));
    process.send({t: 'result', id: message.id, value: enc(value)});
  } catch (error) {
    process.send({t: 'result', id: message.id, err: String(error?.stack ?? error)});
  }
});
process.on('disconnect', () => app.exit(0));
