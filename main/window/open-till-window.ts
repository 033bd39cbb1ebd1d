import {join} from 'node:path';
import {BrowserWindow} from 'electron';
import {tillAddress} from './till-address.ts';

/** Opens the cashier's window; `bundle` is the folder of the built main process, where the preload lies. */
export async function openTillWindow(bundle: string): Promise<void> {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    show: false,
    webPreferences: {
      preload: join(bundle, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(tillAddress);
}
