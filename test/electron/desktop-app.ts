import type {Page} from '@playwright/test';

type Electron = typeof import('electron');

/** A running till, on Electron or on the stand-in: the part that both can offer. */
export interface DesktopApp {
  /** The till's page, loaded. */
  firstWindow(): Promise<Page>;
  /** Runs `run` in the main process. It is sent as text: it sees only its arguments. */
  evaluate<R, A>(run: (electron: Electron, arg: A) => R | Promise<R>, arg: A): Promise<R>;
  close(): Promise<void>;
  /** kill -9 of the main process and all its children. */
  kill(): Promise<void>;
}

export interface LaunchOptions {
  /** Folder of the built till: its package.json and dist/. */
  readonly appDir: string;
  readonly userData: string;
  readonly env: Readonly<Record<string, string>>;
}
