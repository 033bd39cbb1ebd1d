import {type ChildProcess, spawn} from 'node:child_process';
import {join} from 'node:path';
import {type Browser, chromium, type Page} from '@playwright/test';
import type {DesktopApp, LaunchOptions} from './desktop-app.ts';
import {killProcessTree} from './kill-process-tree.ts';

const standin = join(import.meta.dirname, '../standin/register.mjs');

/** Values that survive a structured clone, as text and back. The stand-in is plain JavaScript: its types are told here. */
interface Codec {
  enc(value: unknown): string;
  dec(text: string): unknown;
}
const pageScripts = (await import(new URL('../standin/page-scripts.mjs', import.meta.url).href)) as {
  codec(): Codec;
};
const {enc, dec} = pageScripts.codec();

/** What the stand-in says over its channel; see test/standin/electron.mjs. */
type Message =
  | {readonly t: 'ready'; readonly cdp: string}
  | {readonly t: 'result'; readonly id: number; readonly value?: string; readonly err?: string};

export async function launchStandin({appDir, userData, env}: LaunchOptions): Promise<DesktopApp> {
  const child = spawn(process.execPath, ['--import', standin, join(appDir, 'dist/main/main.js')], {
    env: {...process.env, ...env, STANDIN_APP_DIR: appDir, STANDIN_USER_DATA: userData, NODE_OPTIONS: ''},
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = new Promise<void>(done => child.once('exit', () => done()));
  const browser = await chromium.connectOverCDP(await readyAddress(child));
  return {
    firstWindow: () => tillPage(browser),
    evaluate: evaluator(child),
    async close() {
      await browser.close().catch(() => undefined);
      if (child.connected) child.disconnect();
      await exited;
    },
    async kill() {
      killProcessTree(child.pid ?? 0);
      await exited;
      await browser.close().catch(() => undefined);
    },
  };
}

function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`the main process ended early, with ${code}`)));
    child.on('message', (message: Message) => {
      if (message.t === 'ready') resolve(message.cdp);
    });
  });
}

async function tillPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0];
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (page === undefined) throw new Error('the till opened no window');
  await page.waitForURL(url => url.hostname.endsWith('.localhost'), {waitUntil: 'load'});
  return page;
}

function evaluator(child: ChildProcess): DesktopApp['evaluate'] {
  let lastId = 0;
  return <R, A>(run: unknown, arg: A) =>
    new Promise<R>((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      const listen = (message: Message): void => {
        if (message.t !== 'result' || message.id !== id) return;
        child.off('message', listen);
        if (message.err !== undefined) reject(new Error(message.err));
        else resolve(dec(message.value ?? 'null') as R);
      };
      child.on('message', listen);
      child.send({t: 'eval', id, fn: String(run), arg: enc(arg)});
    });
}
