/**
 * Keeps the open order through a restart. One window of a device keeps it: two would take turns in overwriting
 * each other's, and neither order would come back whole.
 */

import type {OpenSaleStore} from '../sale/open-sale.ts';
import {isEmpty, type SaleContent, saleContentSchema} from '../sale/sale-content.ts';
import {forget, keep, readKept} from '../till-db/kept-value.ts';
import type {TillDatabases} from '../till-db/open-till-databases.ts';

const key = 'open-sale';
const lock = 'counterfoil-open-sale';
/** How long a start waits for the lock: a reloaded page's own old self lets go of it a moment later. */
const patienceMs = 400;
/** A flush to the disk holds up every read of the browser's storage, pricing among them: it comes after. */
const writeAfterMs = 250;

/** Resolves when what was open so far is on the disk: a paid order is then gone from it. */
export type OpenSaleKept = () => Promise<void>;

/**
 * Brings the kept order back, then keeps every change. With `drop` what was kept is given up: it was paid.
 * Where another window has the lock, both happen as soon as that window is gone, and the kept order only comes back
 * where none was begun here meanwhile.
 */
export async function keepOpenSale(
  db: TillDatabases,
  sale: OpenSaleStore,
  drop: boolean,
): Promise<OpenSaleKept> {
  let kept: OpenSaleKept = () => Promise.resolve();
  const begun = holdLock().then(async () => {
    await bringBack(db, sale, drop);
    kept = keepChanges(db, sale);
  });
  begun.catch(problem => console.error('the open order is not kept:', problem));
  await Promise.race([begun, new Promise(resolve => setTimeout(resolve, patienceMs))]);
  return () => kept();
}

async function bringBack(db: TillDatabases, sale: OpenSaleStore, drop: boolean): Promise<void> {
  const leftBehind = takeLeftBehind();
  if (drop) return forget(db, key);
  const content = leftBehind ?? (await readKept(db, key, saleContentSchema));
  if (content !== null && isEmpty(sale.state.getState().content)) sale.restore(content);
}

function keepChanges(db: TillDatabases, sale: OpenSaleStore): OpenSaleKept {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();
  const writeNow = () => {
    clearTimeout(timer);
    timer = undefined;
    // A page that was going and stayed after all (back and forward) must not bring this back once it is paid.
    localStorage.removeItem(key);
    writing = writing
      .then(() => write(db, sale))
      .catch(problem => console.error('the open order is not kept:', problem));
  };
  sale.state.subscribe(({content}, before) => {
    if (content === before.content) return;
    // What was paid or cleared must not come back; everything else may wait until the price is there.
    if (isEmpty(content)) writeNow();
    else timer ??= setTimeout(writeNow, writeAfterMs);
  });
  addEventListener('pagehide', () => timer !== undefined && leaveBehind(sale));
  if (!isEmpty(sale.state.getState().content)) writeNow();
  return () => writing;
}

/** A page that is going cannot wait for a database; what it had no time to keep it leaves here, at once. */
function leaveBehind(sale: OpenSaleStore): void {
  localStorage.setItem(key, JSON.stringify(sale.state.getState().content));
}

/** What the page before left behind: newer than what the database has, and taken only once. */
function takeLeftBehind(): SaleContent | null {
  const text = localStorage.getItem(key);
  localStorage.removeItem(key);
  if (text === null) return null;
  try {
    return saleContentSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Writes what is open by now; a burst of changes so ends with the newest. */
function write(db: TillDatabases, sale: OpenSaleStore): Promise<void> {
  const {content} = sale.state.getState();
  return isEmpty(content) ? forget(db, key) : keep(db, key, saleContentSchema, content);
}

/** Resolves once this page has the lock, which it holds for as long as it lives. */
function holdLock(): Promise<void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lock, () => {
        resolve();
        return new Promise<never>(() => {});
      })
      .catch(reject);
  });
}
