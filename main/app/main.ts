/**
 * The main process: starts once, opens the till's window, answers the bridge. Decides nothing about money.
 */
import {uptime} from 'node:os';
import {join} from 'node:path';
import {app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session} from 'electron';
import {bridgeHandlers} from '../bridge/handlers.ts';
import {registerBridge} from '../bridge/register-bridge.ts';
import {openJournals} from '../journal/journals.ts';
import {systemKeyStore} from '../secrets/key-store.ts';
import {openSecrets} from '../secrets/secrets.ts';
import {lockNavigation} from '../window/lock-navigation.ts';
import {lockPermissions} from '../window/lock-permissions.ts';
import {menuTemplate} from '../window/menu.ts';
import {openTillWindow} from '../window/open-till-window.ts';
import {serveTill} from '../window/serve-till.ts';
import {tillScheme} from '../window/till-address.ts';
import {readBootId} from './boot-id.ts';
import {serverAddress} from './server-address.ts';

const bundle = import.meta.dirname;
const bootId = readBootId(process.platform);
const serverUrl = serverAddress(process.env['COUNTERFOIL_SERVER_URL']);

/** Before 'ready': gives the till's scheme an origin of its own, with storage, fetch and a secure context. */
function claimScheme(): void {
  const privileges = {standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true};
  protocol.registerSchemesAsPrivileged([{scheme: tillScheme, privileges}]);
}

function answerBridge(): void {
  const userData = app.getPath('userData');
  const appInfo = () => ({
    version: app.getVersion(),
    packaged: app.isPackaged,
    platform: process.platform,
    bootId,
    uptimeMs: Math.floor(uptime() * 1000),
    serverUrl,
  });
  const secrets = openSecrets(
    join(userData, 'secrets.json'),
    systemKeyStore(safeStorage, process.platform),
    Date.now,
  );
  const journals = openJournals(join(userData, 'journal'));
  registerBridge(ipcMain, bridgeHandlers({appInfo, secrets, journals, dialog}));
}

function showTill(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) {
    void openTillWindow(bundle);
    return;
  }
  if (window.isMinimized()) window.restore();
  window.focus();
}

async function start(): Promise<void> {
  await app.whenReady();
  lockPermissions(session.defaultSession);
  protocol.handle(tillScheme, serveTill(join(bundle, '../renderer')));
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)));
  answerBridge();
  showTill();
  app.on('activate', showTill);
}

claimScheme();
app.on('web-contents-created', (_event, contents) => lockNavigation(contents));
app.on('second-instance', showTill);
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});

if (app.requestSingleInstanceLock()) void start();
else app.quit();
