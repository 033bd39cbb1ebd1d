/**
 * Keeps the open order through a restart. One window of a device keeps it: two would take turns in overwriting
 * each other's, and neither order would come back whole.
 */

import type {OpenSaleStore} from '../sale/open-sale.ts';
import {isEmpty, saleContentSchema} from '../sale/sale-content.ts';
import {forget, keep, readKept} from '../till-db/kept-value.ts';
import type {TillDatabases} from '../till-db/open-till-databases.ts';

const key = 'open-sale';
const lock = 'counterfoil-open-sale';
/** A reload lets go of the lock a moment after the new page asks for it. */
const patienceMs = 400;
/** A flush to the disk holds up every read of the browser's storage, pricing among them: it comes after. */
const writeAfterMs = 250;

/** Resolves when what was open so far is on the disk: a paid order is then gone from it. */
export type OpenSaleKept = () => Promise<void>;

/** Brings the kept order back, then keeps every change. With `drop` what was kept is given up: it was paid. */
export async function keepOpenSale(
  db: TillDatabases,
  sale: OpenSaleStore,
  drop: boolean,
): Promise<OpenSaleKept> {
  if (!(await holdLock())) return () => Promise.resolve();
  const kept = drop ? null : await readKept(db, key, saleContentSchema);
  if (kept !== null) sale.restore(kept);
  if (drop) await forget(db, key);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();
  const writeNow = () => {
    clearTimeout(timer);
    timer = undefined;
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
  addEventListener('pagehide', () => timer !== undefined && writeNow());
  return () => writing;
}

/** Writes what is open by now; a burst of changes so ends with the newest. */
function write(db: TillDatabases, sale: OpenSaleStore): Promise<void> {
  const {content} = sale.state.getState();
  return isEmpty(content) ? forget(db, key) : keep(db, key, saleContentSchema, content);
}

/** The lock is held for as long as the page lives. */
function holdLock(): Promise<boolean> {
  return new Promise(resolve => {
    const signal = AbortSignal.timeout(patienceMs);
    navigator.locks
      .request(lock, {signal}, () => {
        resolve(true);
        return new Promise<never>(() => {});
      })
      .catch(() => resolve(false));
  });
}
