/**
 * What the till is at start: opening its books, waiting to be enrolled, selling, or stopped by something that a
 * person must see. One place that turns the machine's state into one of these.
 */
import {findBridge} from '../bridge/find-bridge.ts';
import type {OpenSaleStore} from '../sale/open-sale.ts';
import {openSaleStore} from '../sale/open-sale.ts';
import {type Pricer, startPricer} from '../sell/pricer.ts';
import {enrolmentSecrets} from '../till-db/enrolment-secrets.ts';
import {type OpenedTill, openTillContext} from '../till-db/open-till-context.ts';
import {type DatabaseTrouble, openTillDatabases, type TillDatabases} from '../till-db/open-till-databases.ts';
import {requestPersistentStorage} from '../till-db/persistent-storage.ts';
import {unshownSales} from '../till-db/recent-sales.ts';
import type {StoredSale} from '../till-ledger/stored-sale.ts';
import {startUplink} from '../uplink/start-uplink.ts';
import type {Uplink} from '../uplink/uplink.ts';
import {keepOpenSale, type OpenSaleKept} from './keep-open-sale.ts';

export interface RunningTill extends OpenedTill {
  readonly uplink: Uplink;
  readonly sale: OpenSaleStore;
  readonly openSaleKept: OpenSaleKept;
  readonly pricer: Pricer;
  /** Completed right before the till stopped, and not yet shown as paid. */
  readonly lateSales: readonly StoredSale[];
  readonly dataLoss: boolean;
  /** The browser promised not to throw the till's storage away. */
  readonly isStoragePersistent: boolean;
}

export function openBooks(report: (trouble: DatabaseTrouble) => void): Promise<TillDatabases> {
  return openTillDatabases('counterfoil', report);
}

/** Starts the till on these books; null when this machine is not enrolled. */
export async function startTill(db: TillDatabases): Promise<RunningTill | null> {
  const opened = await openTillContext(db, findBridge());
  if (opened === null) return null;
  const {till} = opened;
  const [lateSales, isStoragePersistent] = await Promise.all([unshownSales(db), requestPersistentStorage()]);
  const sale = openSaleStore(
    () => till.clock.nowMs(),
    () => crypto.randomUUID(),
  );
  // An order that was paid is not brought back as if it were open.
  const openSaleKept = await keepOpenSale(db, sale, lateSales.length > 0);
  const uplink = startUplink(till);
  const pricer = startPricer(till, uplink, sale);
  return {
    ...opened,
    uplink,
    sale,
    openSaleKept,
    pricer,
    lateSales,
    dataLoss: db.dataLoss,
    isStoragePersistent,
  };
}

/**
 * Why a machine that seems new may be a till all the same; null when it is new. Enrolled anew it would leave behind
 * what it has not sent.
 */
export async function whySeemsNew(db: TillDatabases): Promise<string | null> {
  const trouble = await enrolmentSecrets(db.ledger, findBridge()).trouble();
  return trouble === null
    ? null
    : `${trouble} If this computer was a till before, mend this first and start again: enrolled anew, it leaves behind what it has not sent.`;
}

export function stopTill({uplink, pricer}: RunningTill): void {
  pricer.stop();
  uplink.stop();
}
