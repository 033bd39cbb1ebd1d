/**
 * One till of the torture: a Chromium with a profile that outlives it, driven through its screens. It may be killed at
 * any moment; what it said before counts.
 */
import type {CDPSession, Page} from 'playwright';
import {openTillBrowser, type TillBrowser} from '../../scripts/demo/till-browser.ts';
import {tillPage} from '../../scripts/demo/till-page.ts';
import {readTillBooks, type TillBooks} from './read-till-books.ts';
import {type RungUp, ringUp, type SaleWish} from './ring-up.ts';

const cashier = {name: 'Mira Adeyemi', pin: '2468'};

const signInTries = 8;

/** `broken-off`: the browser or the page was gone before it answered; whether the sale was kept is not known. */
type Rung = RungUp | {readonly outcome: 'broken-off'};

export interface TillPlace {
  readonly chromiumPath: string;
  readonly profileFolder: string;
  readonly address: string;
  readonly name: string;
}

export interface TillMachine {
  readonly name: string;
  isOpen(): boolean;
  /** Opens it where it is closed and signs a cashier in; a sale that was kept but not shown is acknowledged first. */
  open(): Promise<void>;
  enrol(code: string): Promise<void>;
  ringUp(wish: SaleWish): Promise<Rung>;
  kill(): Promise<void>;
  close(): Promise<void>;
  /** The browser gives this origin so many bytes; null: as many as usual. */
  limitStorage(bytes: number | null): Promise<void>;
  /** Sets the page's clock this much off. */
  skewClock(ms: number): Promise<void>;
  /** As if the network had just come back, so that nothing waits for its back-off. */
  wake(): Promise<void>;
  /** Its IndexedDB as it is, operations from `afterSequence` on. */
  books(afterSequence: number): Promise<TillBooks>;
}

/**
 * tsx names functions through a helper that a page does not have. The clock is the page's alone: workers keep the
 * machine's.
 */
const pageSetup = `
  globalThis.__name = value => value;
  globalThis.tortureSkewMs = 0;
  const machineNow = Date.now.bind(Date);
  Date.now = () => machineNow() + globalThis.tortureSkewMs;
`;

export function tillMachine({chromiumPath, profileFolder, address, name}: TillPlace): TillMachine {
  let browser: TillBrowser | null = null;
  let storage: CDPSession | null = null;

  function running(): TillBrowser {
    if (browser === null) throw new Error(`${name} is not open`);
    return browser;
  }

  async function launch(): Promise<void> {
    browser = await openTillBrowser(chromiumPath, profileFolder, address, pageSetup);
    storage = null;
  }

  /** The page may load itself anew under the cashier's hands, after a crash that took its service worker: again then. */
  async function signIn(): Promise<void> {
    const {page} = running();
    const order = page.getByRole('region', {name: 'Order', exact: true});
    const next = page.getByRole('button', {name: 'Next sale'});
    const names = page.getByRole('heading', {name: 'Who is selling?'});
    for (let attempt = 1; attempt <= signInTries && !(await order.isVisible()); attempt += 1) {
      await next.or(names).or(order).first().waitFor({timeout: 30_000});
      if (await next.isVisible()) await next.click();
      else if (await names.isVisible()) await enterPin(page).catch(() => undefined);
    }
    await order.waitFor();
  }

  return {
    name,
    isOpen: () => browser !== null,
    async open() {
      if (browser !== null) return;
      await launch();
      await signIn();
    },
    async enrol(code) {
      await launch();
      await tillPage(running().page).enrol(code);
      await tillPage(running().page).isTill(name);
      await running().page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await signIn();
    },
    async ringUp(wish) {
      const {page} = running();
      try {
        return await page.evaluate(ringUp, wish);
      } catch (cause) {
        if (browser !== null && !page.isClosed() && !/closed|crashed|navigation/i.test(String(cause)))
          throw cause;
        return {outcome: 'broken-off'};
      }
    },
    async kill() {
      const dying = browser;
      browser = null;
      await dying?.kill();
    },
    async close() {
      const closing = browser;
      browser = null;
      await closing?.close();
    },
    async limitStorage(bytes) {
      const {page, context} = running();
      storage ??= await context.newCDPSession(page);
      const origin = new URL(address).origin;
      await storage.send('Storage.overrideQuotaForOrigin', {
        origin,
        ...(bytes === null ? {} : {quotaSize: bytes}),
      });
    },
    skewClock: ms =>
      running().page.evaluate(skewMs => {
        Object.assign(globalThis, {tortureSkewMs: skewMs});
      }, ms),
    wake: () =>
      running().page.evaluate(() => {
        globalThis.dispatchEvent(new Event('online'));
      }),
    books: afterSequence => running().page.evaluate(readTillBooks, afterSequence),
  };
}

const stepLimitMs = 5_000;

async function enterPin(page: Page): Promise<void> {
  const quickly = {timeout: stepLimitMs};
  await page.getByRole('list', {name: 'Staff'}).getByRole('button', {name: cashier.name}).click(quickly);
  await page.getByLabel('PIN', {exact: true}).and(page.locator('input')).fill(cashier.pin, quickly);
  await page.getByRole('button', {name: 'Sign in', exact: true}).click(quickly);
  await page.getByRole('region', {name: 'Order', exact: true}).waitFor({timeout: 4 * stepLimitMs});
}
