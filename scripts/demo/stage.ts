/** What the demo plays on: a server on one port that comes and goes, tills with profiles of their own, pictures. */
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import type {Narrator} from './narrator.ts';
import {freePort, type ServerProcess, startServer} from './server-process.ts';
import {type ShopView, shopView} from './shop-view.ts';
import {openTillBrowser, type TillBrowser} from './till-browser.ts';
import {type TillPage, tillPage} from './till-page.ts';

export interface Stage {
  readonly narrator: Narrator;
  /** `http://127.0.0.1:<port>`, the same each time the server is started. */
  readonly address: string;
  readonly view: ShopView;
  startServer(): Promise<void>;
  /** Resolves with the exit code. */
  stopServer(): Promise<number | null>;
  /** Opens the till with this profile; a till that was killed is opened again with the same one. */
  openTill(profile: string): Promise<Till>;
  /** Ends every process that was started, however far the play has come. */
  clear(): Promise<void>;
}

export interface Till extends TillPage {
  kill(): Promise<void>;
}

export interface StageOptions {
  readonly narrator: Narrator;
  readonly folder: string;
  readonly outputFolder: string;
  readonly chromiumPath: string;
}

export async function setStage({narrator, folder, outputFolder, chromiumPath}: StageOptions): Promise<Stage> {
  const port = await freePort();
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const place = {port, dataDir, logFile: join(outputFolder, 'server.log')};
  const address = `http://127.0.0.1:${port}`;
  /** Also while it is still starting: the play may be stopped then. */
  let server: Promise<ServerProcess> | null = null;
  const browsers = new Set<TillBrowser>();

  async function openTill(profile: string): Promise<Till> {
    const browser = await openTillBrowser(chromiumPath, join(folder, profile), address);
    browsers.add(browser);
    const kill = async () => {
      browsers.delete(browser);
      await browser.kill();
    };
    return {...tillPage(browser.page), kill};
  }
  async function stopServer(): Promise<number | null> {
    const running = await server;
    server = null;
    return running === null ? null : running.stop();
  }
  return {
    narrator,
    address,
    view: shopView(address),
    startServer: async () => {
      server = startServer(place);
      await server;
    },
    stopServer,
    openTill,
    clear: async () => {
      await Promise.allSettled([...browsers].map(browser => browser.close()));
      await stopServer().catch(() => null);
    },
  };
}
