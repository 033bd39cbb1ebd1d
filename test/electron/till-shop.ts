/**
 * What the specs of the whole till start from: a sync server of their own with the demo shop, and the desktop till
 * that finds it and enrols itself. No page may break its policy or log an error.
 */
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {expect} from '@playwright/test';
import {freePort, type ServerProcess, startServer} from '../../scripts/demo/server-process.ts';
import {type ShopView, shopView} from '../../scripts/demo/shop-view.ts';
import {temporaryFolder} from '../../scripts/demo/temporary-folder.ts';
import {type TillPage, tillPage} from '../../scripts/demo/till-page.ts';
import {watch} from '../e2e/web/shop.ts';
import {test as base, type Desktop} from './desktop.ts';
import type {DesktopApp} from './desktop-app.ts';

/** Where the stand-in's pages are; Electron's own, `app://counterfoil`, every server admits. */
const standinOrigin = 'http://counterfoil.app.localhost';

interface DesktopShop {
  readonly address: string;
  readonly view: ShopView;
  /** Does nothing while the server runs. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface DesktopTill extends TillPage {
  readonly app: DesktopApp;
}

interface Fixtures {
  readonly shop: DesktopShop;
  /** Starts the till; a second one in a spec is the same till after a restart. */
  readonly openTill: () => Promise<DesktopTill>;
  /** Errors that the pages logged and breaches of their policy, so far. */
  readonly logged: string[];
}

/** Chromium says so itself whenever a request finds no server. */
/** No server, or one that does not admit a till whose key was lost: Chromium says both by itself. */
const unreachable = /Failed to load resource: (net::ERR_|the server responded with a status of 401)/;

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern
  shop: async ({}, use) => {
    const folder = await temporaryFolder();
    const shop = await openShop(folder.path);
    await use(shop);
    await shop.stop();
    await folder.remove();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern
  logged: async ({}, use) => {
    const logged: string[] = [];
    await use(logged);
    expect(logged.filter(line => !unreachable.test(line))).toEqual([]);
  },
  openTill: async ({launch, shop, logged}: Fixtures & Pick<Desktop, 'launch'>, use) =>
    use(async () => {
      const app = await launch({env: {COUNTERFOIL_SERVER_URL: shop.address}});
      const page = await app.firstWindow();
      watch(page.context(), logged);
      return {...tillPage(page), app};
    }),
});

async function openShop(folder: string): Promise<DesktopShop> {
  const port = await freePort();
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  const env = {ALLOWED_ORIGINS: standinOrigin};
  const place = {port, dataDir, logFile: join(folder, 'server.log'), env};
  const address = `http://127.0.0.1:${port}`;
  let server: ServerProcess | null = await startServer(place);
  return {
    address,
    view: shopView(address),
    start: async () => {
      server ??= await startServer(place);
    },
    stop: async () => {
      await server?.stop();
      server = null;
    },
  };
}
