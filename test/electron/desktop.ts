/**
 * The till as a desktop program, for specs. In the project `electron` it is the real Electron; where its binary has
 * not been fetched those specs are skipped and say so. In `electron-standin` it is the stand-in of test/standin.
 */
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test as base, type Page} from '@playwright/test';
import {electronBinary} from '../../scripts/electron-binary.ts';
import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import type {DesktopApp} from './desktop-app.ts';
import {launchElectron} from './launch-electron.ts';
import {launchStandin} from './launch-standin.ts';

export const projectRoot = join(import.meta.dirname, '../..');

declare global {
  interface Window {
    readonly counterfoil?: CounterfoilBridge;
  }
}

interface LaunchWith {
  /** Default: the spec's own folder, so that a second launch is a restart. */
  readonly userData?: string;
  /** Added to the environment of the main process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the built tree; or an unpacked app.asar, to run what was really packed. */
  readonly appDir?: string;
}

export interface Desktop {
  /** Removed after the spec. */
  readonly userData: string;
  /** Starts the till. Whatever is still open at the end of the spec is closed. */
  readonly launch: (options?: LaunchWith) => Promise<DesktopApp>;
  readonly till: DesktopApp;
  /** The page of `till`. */
  readonly page: Page;
}

export const test = base.extend<Desktop>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameters it must provide from this pattern.
  userData: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'till-'));
    await use(folder);
    rmSync(folder, {recursive: true, force: true, maxRetries: 5});
  },
  launch: async ({userData}, use, info) => {
    const binary = info.project.name === 'electron' ? electronBinary(projectRoot) : undefined;
    info.skip(
      info.project.name === 'electron' && binary === undefined,
      'Electron itself is not here (npx install-electron fetches it); the stand-in runs the same specs.',
    );
    const open: DesktopApp[] = [];
    await use(async (options = {}) => {
      const given = {userData, env: {}, appDir: projectRoot, ...options};
      if (!existsSync(join(given.appDir, 'dist/main/main.js')))
        throw new Error('dist/main is missing: npm run build');
      const app = await (binary === undefined ? launchStandin(given) : launchElectron(binary, given));
      open.push(app);
      return app;
    });
    for (const app of open) await app.close().catch(() => undefined);
  },
  till: async ({launch}, use) => use(await launch()),
  page: async ({till}, use) => use(await till.firstWindow()),
});
