import {EventEmitter} from 'node:events';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {cancelable} from './cancelable.mjs';
import {lifecycle} from './lifecycle.mjs';
import {appPackage, settings} from './settings.mjs';

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  whenReady: () =>
    lifecycle.ready ? Promise.resolve() : new Promise(done => app.once('ready', () => done())),
  isReady: () => lifecycle.ready,
  getVersion: () => appPackage.version,
  getName: () => appPackage.productName ?? appPackage.name,
  getAppPath: () => settings.appDir,
  getPath(name) {
    const path = name === 'userData' ? settings.userData : join(settings.userData, name);
    mkdirSync(path, {recursive: true});
    return path;
  },
  // Not proven here: every start gets the lock.
  requestSingleInstanceLock: () => true,
  quit() {
    if (lifecycle.quitting) return;
    const event = cancelable();
    app.emit('before-quit', event);
    if (event.defaultPrevented) return;
    lifecycle.quitting = true;
    void quitNow();
  },
  exit(code = 0) {
    void Promise.resolve(lifecycle.context?.close()).finally(() => process.exit(code));
  },
});

async function quitNow() {
  for (const window of lifecycle.windows) await window._page?.close();
  app.emit('will-quit', cancelable());
  app.emit('quit', {}, 0);
  await lifecycle.context?.close();
  process.exit(0);
}
