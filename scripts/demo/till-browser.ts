/**
 * A till as the shop has it: one Chromium with a profile folder of its own, which survives the browser. It can be
 * closed, killed like a power cut would, and opened again.
 */
import {setTimeout as wait} from 'node:timers/promises';
import {type BrowserContext, chromium, type Page} from 'playwright';
import {chromiumLaunchOptions} from '../chromium-launch-options.ts';

const viewport = {width: 1280, height: 800};
const exitLimitMs = 10_000;
const exitPollMs = 50;

export interface TillBrowser {
  readonly page: Page;
  readonly context: BrowserContext;
  close(): Promise<void>;
  /** kill -9 of the whole browser; resolves once it is gone. */
  kill(): Promise<void>;
}

/** Opens the till at `address` with the profile in `profileFolder`; every page of it runs `initScript` first. */
export async function openTillBrowser(
  chromiumPath: string | undefined,
  profileFolder: string,
  address: string,
  initScript?: string,
): Promise<TillBrowser> {
  const context = await chromium.launchPersistentContext(profileFolder, {
    ...chromiumLaunchOptions(chromiumPath),
    headless: true,
    // Ctrl-C is for the play, which then ends server and browsers in order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    viewport,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const processId = await browserProcessId(context, page);
  if (initScript !== undefined) await context.addInitScript(initScript);
  await page.goto(address);
  return {page, context, close: () => context.close(), kill: () => killProcess(processId)};
}

async function browserProcessId(context: BrowserContext, page: Page): Promise<number> {
  const browser = context.browser();
  const session = browser ? await browser.newBrowserCDPSession() : await context.newCDPSession(page);
  const {processInfo} = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const main = processInfo.find(info => info.type === 'browser');
  if (main === undefined) throw new Error('Chromium does not say which of its processes is the browser.');
  return main.id;
}

async function killProcess(processId: number): Promise<void> {
  process.kill(processId, 'SIGKILL');
  const endMs = Date.now() + exitLimitMs;
  while (isRunning(processId)) {
    if (Date.now() > endMs) throw new Error(`Chromium (${processId}) outlives kill -9.`);
    await wait(exitPollMs);
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
