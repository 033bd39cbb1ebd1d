/**
 * What `import 'electron'` gets in unit tests. The package itself would start a download where its binary is
 * absent. Whatever needs a real main process belongs in test/electron; a unit test passes its own parts in.
 */
function absent(name: string): never {
  throw new Error(
    `electron.${name} is not there in a unit test: pass the part in, or write a spec in test/electron`,
  );
}

const absentModule = (name: string): object =>
  new Proxy({}, {get: (_target, key) => absent(`${name}.${String(key)}`)});

export const app = absentModule('app');
export const contextBridge = absentModule('contextBridge');
export const dialog = absentModule('dialog');
export const ipcMain = absentModule('ipcMain');
export const ipcRenderer = absentModule('ipcRenderer');
export const net = absentModule('net');
export const protocol = absentModule('protocol');
export const safeStorage = absentModule('safeStorage');
export const session = absentModule('session');
export class BrowserWindow {
  constructor() {
    absent('BrowserWindow');
  }
}
