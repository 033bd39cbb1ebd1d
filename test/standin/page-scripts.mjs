// The functions below are turned into text and run inside Chromium (codec in Node too), so each stands alone: no
// imports, nothing from outside its own braces.
export function codec() {
  const b64 = u =>
    typeof Buffer === 'undefined'
      ? btoa(Array.from(u, c => String.fromCharCode(c)).join(''))
      : Buffer.from(u).toString('base64');
  const un64 = s => Uint8Array.from(atob(s), c => c.charCodeAt(0));
  return {
    enc: value =>
      JSON.stringify(value, function (k, x) {
        const raw = this[k];
        if (raw === undefined) return {$: 'u'};
        if (raw instanceof Date) return {$: 'd', v: raw.getTime()};
        if (raw instanceof Map) return {$: 'm', v: [...raw]};
        if (raw instanceof Set) return {$: 's', v: [...raw]};
        if (raw instanceof ArrayBuffer) return {$: 'b', v: b64(new Uint8Array(raw))};
        if (raw instanceof Uint8Array) return {$: 'b', v: b64(raw)};
        if (raw instanceof Error) return {$: 'e', v: raw.message};
        if (typeof raw === 'bigint') return {$: 'i', v: String(raw)};
        if (typeof raw === 'number' && !Number.isFinite(raw)) return {$: 'n', v: String(raw)};
        return x;
      }),
    dec: text =>
      JSON.parse(text, (_k, x) => {
        if (x === null || typeof x !== 'object' || typeof x.$ !== 'string') return x;
        const v = x.v;
        return {
          u: () => undefined,
          d: () => new Date(v),
          m: () => new Map(v),
          s: () => new Set(v),
          b: () => un64(v),
          e: () => new Error(v),
          i: () => BigInt(v),
          n: () => Number(v),
        }[x.$]();
      }),
  };
}

/** Both worlds run this with me/peer swapped. Values cross as structured clones in CustomEvent.detail, functions and promises as ids. */
export function worldBridge(name, me, peer) {
  const fns = [];
  const waits = new Map();
  let seq = 0;
  let reply;
  const fire = m => document.dispatchEvent(new CustomEvent(name + peer, {detail: m}));
  const plain = v =>
    v !== null && typeof v === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(v));
  const each = (v, f) => Object.fromEntries(Object.entries(v).map(([k, x]) => [k, f(x)]));
  const out = v => {
    if (typeof v === 'function') return {$fn: fns.push(v) - 1};
    if (v instanceof Promise) {
      const p = `${me}${++seq}`;
      v.then(
        r => fire({k: 'res', p, v: out(r)}),
        e => fire({k: 'rej', p, err: String(e?.message ?? e)}),
      );
      return {$p: p};
    }
    return Array.isArray(v) ? v.map(out) : plain(v) ? each(v, out) : structuredClone(v);
  };
  const inn = v => {
    if (Array.isArray(v)) return v.map(inn);
    if (!plain(v)) return v;
    if ('$p' in v) return new Promise((res, rej) => waits.set(v.$p, {res, rej}));
    if (!('$fn' in v)) return each(v, inn);
    return (...args) => {
      fire({k: 'call', f: v.$fn, a: args.map(out)});
      const r = reply;
      if (r.err !== undefined) throw new Error(r.err);
      return inn(r.v);
    };
  };
  const freeze = v => (plain(v) ? Object.freeze(each(v, freeze)) : v);
  document.addEventListener(name + me, e => {
    const m = e.detail;
    if (m.k === 'ret') reply = m;
    else if (m.k === 'res') waits.get(m.p)?.res(inn(m.v));
    else if (m.k === 'rej') waits.get(m.p)?.rej(new Error(m.err));
    else if (m.k === 'expose')
      Object.defineProperty(window, m.key, {value: freeze(inn(m.v)), enumerable: true});
    else if (m.k === 'call') {
      try {
        fire({k: 'ret', v: out(fns[m.f](...inn(m.a)))});
      } catch (err) {
        fire({k: 'ret', err: String(err?.message ?? err)});
      }
    }
  });
  return {expose: (key, api) => fire({k: 'expose', key, v: out(api)})};
}

/** Isolated world: what a sandboxed preload may use. `run` runs its code with require, module and process. */
export function preloadHost(codec, bridge, send, run) {
  const pending = new Map();
  let lastId = 0;
  const ipcRenderer = {
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        const copies = structuredClone(args); // throws DataCloneError for a function, as Electron does
        pending.set(id, {resolve, reject});
        send(codec.enc({t: 'invoke', id, channel, args: copies}));
      }),
  };
  globalThis.__standinRecv = text => {
    const {id, channel, err, value} = codec.dec(text);
    if (err === undefined) pending.get(id)?.resolve(value);
    else pending.get(id)?.reject(new Error(`Error invoking remote method '${channel}': ${err}`));
    pending.delete(id);
  };
  const electron = {ipcRenderer, contextBridge: {exposeInMainWorld: bridge.expose}};
  const require = name => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name} (sandboxed preload)`);
  };
  const process = {
    platform: 'linux',
    sandboxed: true,
    contextIsolated: true,
    type: 'renderer',
    env: {},
    versions: {},
  };
  run(require, {exports: {}}, process);
}
