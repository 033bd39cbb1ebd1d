/**
 * What every spec of the till starts from: one real server with the demo shop per worker, and as many enrolled tills
 * as it opens, each in a browser context of its own. No page may break its content security policy or log an error.
 */
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {type BrowserContext, test as base, expect, type Page} from '@playwright/test';
import {z} from 'zod';
import {freePort, type ServerProcess, startServer} from '../../../scripts/demo/server-process.ts';
import {type ShopView, shopView} from '../../../scripts/demo/shop-view.ts';
import {temporaryFolder} from '../../../scripts/demo/temporary-folder.ts';
import {type TillPage, tillPage} from '../../../scripts/demo/till-page.ts';

export interface Shop {
  readonly address: string;
  readonly view: ShopView;
  /** Does nothing while the server runs. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** A new till of Quayside and the code to enrol it with. */
  addTill(): Promise<NewTill>;
  /** A discount voucher of 5.00 with so many uses; its code. */
  addCode(uses: number | null, metadata?: object): Promise<string>;
}

interface NewTill {
  readonly id: string;
  readonly name: string;
  readonly enrolmentCode: string;
}

export interface OpenTill extends TillPage {
  readonly id: string;
  readonly name: string;
  readonly context: BrowserContext;
}

interface Fixtures {
  /** Opens a new till, enrolled with a code; `signIn: false` leaves it at the names. */
  readonly openTill: (options?: {
    readonly signIn?: boolean;
    readonly initScript?: string;
  }) => Promise<OpenTill>;
  /** What pages may log without failing the test; add to it where errors are the point. */
  readonly allowedLogs: RegExp[];
}

/** Chromium says so of a code that the server does not know either. */
export const unknownCode = /Failed to load resource: the server responded with a status of 404/;

/** … and of a till whose clock is off, or whose key is gone, before it asks again or is enrolled again. */
export const notAdmitted = /Failed to load resource: the server responded with a status of 401/;

/** Chromium says so itself whenever a request finds no server. */
const unreachable = /Failed to load resource: net::ERR_|net::ERR_INTERNET_DISCONNECTED|net::ERR_CONNECTION/;

export const test = base.extend<Fixtures, {shop: Shop}>({
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern
    async ({}, use, worker) => {
      const folder = await temporaryFolder();
      const shop = await openShop(folder.path, worker.workerIndex);
      await use(shop);
      await shop.stop();
      await folder.remove();
    },
    {scope: 'worker', timeout: 90_000},
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern
  allowedLogs: async ({}, use) => use([unreachable]),
  openTill: async ({shop, browser, allowedLogs}, use) => {
    await shop.start();
    const contexts: BrowserContext[] = [];
    const logged: string[] = [];
    await use(async ({signIn = true, initScript} = {}) => {
      const context = await browser.newContext({viewport: {width: 1280, height: 800}});
      contexts.push(context);
      if (initScript !== undefined) await context.addInitScript(initScript);
      watch(context, logged);
      const till = await openEnrolled(shop, context);
      if (signIn) await till.signIn('Mira Adeyemi', '2468');
      return till;
    });
    await Promise.all(contexts.map(context => context.close()));
    expect(logged.filter(line => !allowedLogs.some(allowed => allowed.test(line)))).toEqual([]);
  },
});

async function openEnrolled(shop: Shop, context: BrowserContext): Promise<OpenTill> {
  const {id, name, enrolmentCode} = await shop.addTill();
  const page = await context.newPage();
  await page.goto(shop.address);
  const till = tillPage(page);
  await till.enrol(enrolmentCode);
  await till.isTill(name);
  return {...till, id, name, context};
}

/** Collects what goes wrong in any window: errors logged or thrown, and breaches of the policy. */
export function watch(context: BrowserContext, logged: string[]): void {
  context.on('console', message => {
    if (message.type() === 'error') logged.push(message.text());
  });
  context.on('weberror', error => logged.push(`thrown: ${error.error().message}`));
}

async function openShop(folder: string, workerIndex: number): Promise<Shop> {
  const port = await freePort();
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  const place = {port, dataDir, logFile: join(folder, 'server.log')};
  const address = `http://127.0.0.1:${port}`;
  const view = shopView(address);
  let server: ServerProcess | null = await startServer(place);
  await takeDemoOffer(address);
  let made = 0;
  const next = () => {
    made += 1;
    return `${workerIndex}-${made}`;
  };
  return {
    address,
    view,
    start: async () => {
      server ??= await startServer(place);
    },
    stop: async () => {
      await server?.stop();
      server = null;
    },
    addTill: () => addTill(view, `Test till ${next()}`),
    addCode: async (uses, metadata = {}) => {
      const code = `E2E-${next()}`;
      await view.ask('POST', `/v1/vouchers/${code}`, {
        type: 'DISCOUNT_VOUCHER',
        discount: {type: 'AMOUNT', amount_off: 500, effect: 'APPLY_TO_ORDER'},
        redemption: {quantity: uses},
        metadata,
      });
      return code;
    },
  };
}

/** Enrols the demo's first till over the API, so that no browser of a spec takes its place by itself. */
async function takeDemoOffer(address: string): Promise<void> {
  const offer: unknown = await (await fetch(`${address}/sync/v1/demo`)).json();
  const {enrolmentCode} = z.object({enrolmentCode: z.string()}).parse(offer);
  const answer = await fetch(`${address}/sync/v1/enrol`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({
      protocol: 1,
      code: enrolmentCode,
      nonce: 'end-to-end-specs',
      shell: 'browser',
      journal: 'none',
    }),
  });
  expect(answer.status).toBe(200);
}

const tillsSchema = z.object({tills: z.array(z.object({storeId: z.string(), storeName: z.string()}))});
const issuedSchema = z.object({tillId: z.string(), enrolmentCode: z.string()});

async function addTill(view: ShopView, name: string): Promise<NewTill> {
  const {tills} = tillsSchema.parse(await view.ask('GET', '/sync/v1/admin/tills'));
  const storeId = tills.find(({storeName}) => storeName === 'Quayside')?.storeId;
  const issued = issuedSchema.parse(await view.ask('POST', '/sync/v1/admin/tills', {storeId, name}));
  return {id: issued.tillId, name, enrolmentCode: issued.enrolmentCode};
}

/** A new code for a till that is there already: it lost its key with its IndexedDB, and a manager enrols it again. */
export async function codeAgain(view: ShopView, tillId: string): Promise<string> {
  const issued = await view.ask('POST', `/sync/v1/admin/tills/${tillId}/enrolment-code`, {});
  return issuedSchema.parse(issued).enrolmentCode;
}

/** Waits until the till is connected and has sent everything. */
export async function settled(till: TillPage): Promise<void> {
  const calm = till.page.getByRole('button', {name: 'Connection: Online. Open the queue'});
  await expect(calm).toBeVisible({timeout: 45_000});
}

/** Waits until the till has noticed that nobody answers. */
export async function offline(till: TillPage): Promise<void> {
  await expect(till.connection).toContainText('Offline since', {timeout: 30_000});
}

/** Receipt numbers of this till, newest first, as its list of last receipts shows them. */
export async function lastReceipts(page: Page): Promise<string[]> {
  await page.getByRole('button', {name: 'Mira Adeyemi'}).click();
  await page.getByRole('menuitem', {name: 'Last receipts'}).click();
  const dialog = page.getByRole('dialog', {name: 'Last receipts'});
  const receipts = dialog.getByRole('list', {name: 'Receipts'}).getByRole('button');
  await receipts.first().or(dialog.getByText('Nothing has been sold at this till yet.')).waitFor();
  const texts = await receipts.allInnerTexts();
  await page.keyboard.press('Escape');
  await dialog.waitFor({state: 'detached'});
  return texts.map(text => /\d\d-\d{6}/.exec(text)?.[0] ?? text);
}
