import {EventEmitter} from 'node:events';
import {app} from './app.mjs';
import {cancelable} from './cancelable.mjs';
import {invokeHandler} from './ipc-main.mjs';
import {lifecycle} from './lifecycle.mjs';
import {watchNavigation} from './navigation.mjs';
import {installPreload, tellPreload} from './preload-world.mjs';
import {fromWeb, toWeb} from './protocol.mjs';
import {session} from './small-parts.mjs';

let lastId = 0;

export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => [...lifecycle.windows];
  id = ++lastId;
  _openHandler = () => ({action: 'allow'});

  constructor(options = {}) {
    super();
    if (!lifecycle.ready) throw new Error('Cannot create BrowserWindow before app is ready');
    const {sandbox, contextIsolation, nodeIntegration} = options.webPreferences ?? {};
    if (sandbox === false || contextIsolation === false || nodeIntegration)
      throw new Error('stand-in: only sandboxed, isolated windows without Node');
    this._visible = options.show !== false;
    this.webContents = Object.assign(new EventEmitter(), {
      id: this.id,
      session: session.defaultSession,
      getURL: () => fromWeb(this._page?.url() ?? ''),
      setWindowOpenHandler: handler => {
        this._openHandler = handler;
      },
      executeJavaScript: async code => (await this._opened).evaluate(code),
    });
    this._opened = this._open(options);
    lifecycle.windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async _open({width = 800, height = 600, webPreferences = {}}) {
    const page = await lifecycle.context.newPage();
    this._page = page;
    await page.setViewportSize({width, height});
    page.on('popup', popup => {
      const details = {url: fromWeb(popup.url()), frameName: '', features: '', disposition: 'foreground-tab'};
      if (this._openHandler(details).action === 'deny') void popup.close();
    });
    page.on('close', () => this._closed());
    page.on('load', () => this.webContents.emit('did-finish-load'));
    const cdp = await lifecycle.context.newCDPSession(page);
    await cdp.send('Page.enable');
    await cdp.send('Runtime.enable');
    if (webPreferences.preload)
      await installPreload(cdp, webPreferences.preload, (message, world) =>
        this._answer(cdp, message, world),
      );
    const mainFrameId = (await cdp.send('Page.getFrameTree')).frameTree.frame.id;
    await watchNavigation(cdp, this.webContents, mainFrameId, url => url === this._loading);
    return page;
  }

  async _answer(cdp, {id, channel, args}, world) {
    const event = {sender: this.webContents, senderFrame: {url: this.webContents.getURL(), parent: null}};
    const reply = {t: 'reply', id, channel};
    try {
      reply.value = await invokeHandler(channel, event, args);
    } catch (error) {
      reply.err = String(error);
    }
    await tellPreload(cdp, world, reply);
  }

  _closed() {
    lifecycle.windows.delete(this);
    this.emit('closed');
    if (lifecycle.windows.size === 0 && !lifecycle.quitting) app.emit('window-all-closed');
  }

  async loadURL(url) {
    const page = await this._opened;
    this._loading = new URL(url).href;
    await page.goto(toWeb(url), {waitUntil: 'load'});
    this._loading = undefined;
    this.emit('ready-to-show');
  }

  show() {
    this._visible = true;
  }
  isVisible() {
    return this._visible;
  }
  isDestroyed() {
    return !lifecycle.windows.has(this);
  }
  isMinimized() {
    return false;
  }
  restore() {}
  focus() {}
  close() {
    const event = cancelable();
    this.emit('close', event);
    if (!event.defaultPrevented) void this._page?.close();
  }
  destroy() {
    void this._page?.close();
  }
}
