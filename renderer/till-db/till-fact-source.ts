/**
 * The facts of decisions, read from what this till holds: documents from the cache, availability from its own
 * leases. What it has no lease on is 0 here, whatever the server may still have.
 */
import type {FactSource} from '../../shared/decision/fact-source.ts';
import {present} from '../../shared/kernel/assert.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {VoucherId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Availability} from '../../shared/ledger/draw.ts';
import {spendable} from '../../shared/ledger/lease.ts';
import type {DocumentOf} from '../../shared/protocol/document.ts';
import type {CacheDb, OtherDocument} from './cache-db.ts';
import {vouchersByCode} from './find-voucher.ts';
import type {LedgerDb} from './ledger-db.ts';
import type {TillDatabases} from './open-till-databases.ts';
import {readSettings} from './read-settings.ts';

export function tillFactSource(db: TillDatabases, nowMs: EpochMs): FactSource {
  const {cache, ledger} = db;
  return {
    settings: async () => present(await readSettings(db), 'the project settings: not downloaded yet'),
    customer: async id => (await cache.customer.get(id))?.document ?? null,
    products: (ids, sourceIds) => products(cache, ids, sourceIds),
    vouchers: async (codes, typed) => {
      const {codesCaseSensitive} = present(await readSettings(db), 'the project settings');
      return unique([
        ...(await vouchersByCode(cache, codes, codesCaseSensitive)),
        ...documents(await cache.voucher.bulkGet(typed.filter(isVoucherId))),
      ]);
    },
    promotionTiers: ids => others(cache, 'promotion_tier', ids),
    campaigns: ids => others(cache, 'campaign', ids),
    validationRules: ids => others(cache, 'validation_rule', ids),
    availability: accounts => availability(ledger, accounts, nowMs),
  };
}

async function products(cache: CacheDb, ids: readonly string[], sourceIds: readonly string[]) {
  const [byId, bySourceId] = await Promise.all([
    cache.product.bulkGet([...new Set(ids)]),
    cache.product.where('sourceId').anyOf(sourceIds).toArray(),
  ]);
  return unique(documents([...byId, ...bySourceId]));
}

async function others<K extends OtherDocument['kind']>(cache: CacheDb, kind: K, ids: readonly string[]) {
  const rows = await cache.other.bulkGet([...new Set(ids)].map((id): [string, string] => [kind, id]));
  return documents(rows).filter(
    (document): document is DocumentOf<K> & OtherDocument => document.kind === kind,
  );
}

async function availability(
  ledger: LedgerDb,
  accounts: readonly AccountKey[],
  nowMs: EpochMs,
): Promise<Availability[]> {
  const asked = [...new Set(accounts)];
  const leases = await ledger.lease.where('account').anyOf(asked).toArray();
  return asked.map(account => ({
    account,
    available: leases
      .filter(lease => lease.account === account)
      .reduce((sum, lease) => sum + spendable(lease, nowMs), 0),
    authority: 'lease',
  }));
}

function documents<D>(rows: readonly ({readonly document: D} | undefined)[]): D[] {
  return rows.flatMap(row => (row === undefined ? [] : [row.document]));
}

function unique<D extends {readonly id: string}>(found: readonly D[]): D[] {
  return [...new Map(found.map(document => [document.id, document])).values()];
}

function isVoucherId(typed: string): typed is VoucherId {
  return typed.startsWith('v_');
}
