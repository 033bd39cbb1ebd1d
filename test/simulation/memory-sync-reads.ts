/** What intake and leases read of the book, in memory. */
import type {ProjectSettings} from '../../shared/decision/facts.ts';
import {present} from '../../shared/kernel/assert.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {free} from '../../shared/ledger/account.ts';
import {type AccountKey, accountOwner, balanceAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import {inDoubt, reserved} from '../../shared/ledger/server-lease.ts';
import type {Document, DocumentOf} from '../../shared/protocol/document.ts';
import type {Campaign} from '../../shared/redeemables/campaign.ts';
import type {BookedLease} from '../../sync/store/booked-lease.ts';
import type {SyncReads} from '../../sync/store/sync-store.ts';
import {epochKey, type MemoryBook} from './memory-book.ts';

export function memorySyncReads(book: MemoryBook): SyncReads {
  const leasesOn = (account: AccountKey): BookedLease[] =>
    [...book.leases.rows.values()].filter(lease => lease.account === account);
  return {
    readAccounts: async accounts =>
      new Map(
        accounts.flatMap(key =>
          book.accounts.get(key) === undefined ? [] : [[key, present(book.accounts.get(key), key)]],
        ),
      ),
    listHolders: async accounts =>
      accounts.flatMap(leasesOn).flatMap(lease =>
        reserved(lease) === 0
          ? []
          : [
              {
                account: lease.account,
                deviceId: lease.deviceId,
                tillName: book.devices.get(lease.deviceId)?.name ?? '',
                amount: reserved(lease),
                sinceMs: lease.grantedAtMs,
              },
            ],
      ),
    sumHeldByTills: async (account, sinceMs) => {
      let all = 0;
      let connected = 0;
      for (const lease of leasesOn(account)) {
        all += reserved(lease);
        const device = book.devices.get(lease.deviceId);
        const isLive = device?.status === 'active' && device.epoch === lease.epoch;
        if (isLive && device.lastSeenMs !== null && device.lastSeenMs > sinceMs) connected += reserved(lease);
      }
      return {all, connected};
    },
    listLastUses: async accounts => new Map(accounts.flatMap(key => lastUse(book, key))),
    leaseScopes: async accounts => new Map(accounts.map(account => [account, scopeOf(book, account)])),
    listTrustCampaigns: async () =>
      [...book.documents.rows.values()].filter(
        (one): one is Campaign =>
          one.kind === 'campaign' && one.active && one.offlinePolicy?.kind === 'trust_up_to',
      ),
    readSettings: async () => present(settingsOf(book), 'settings'),
    findLease: async id => book.leases.get(id) ?? null,
    listLeases: async till =>
      [...book.leases.rows.values()]
        .filter(one => one.deviceId === till.deviceId && one.epoch === till.epoch && remaining(one) > 0)
        .sort((a, b) => (a.account < b.account ? -1 : 1)),
    listTillLeases: async deviceId =>
      [...book.leases.rows.values()].filter(one => one.deviceId === deviceId && inDoubt(one) > 0),
    readLeaseVersion: async deviceId => present(book.devices.get(deviceId), deviceId).leaseVersion,
    findLeases: async (deviceId, ids) =>
      new Map(
        ids.flatMap(id => {
          const lease = book.leases.get(id);
          return lease?.deviceId === deviceId ? [[id, lease]] : [];
        }),
      ),
    listHomeVouchers: async (storeId, nowMs) => homeVouchers(book, storeId, nowMs),
    listStoreTills: async storeId =>
      [...book.devices.rows.values()]
        .filter(device => device.storeId === storeId && device.status === 'active')
        .map(device => device.deviceId)
        .sort(),
    readEpoch: async till => book.epochs.get(epochKey(till)) ?? null,
    listQuarantined: async (deviceId, kind) =>
      [...book.operations.rows.values()]
        .flat()
        .filter(
          one =>
            one.outcome === 'quarantined' &&
            (deviceId === null || one.deviceId === deviceId) &&
            (kind === undefined || one.kind === kind),
        )
        .sort((a, b) => compare(a.deviceId, b.deviceId) || a.epoch - b.epoch || a.sequence - b.sequence),
    findDevice: async deviceId => book.devices.get(deviceId) ?? null,
    findReceipts: async (deviceId, numbers) =>
      new Set(
        [...book.orders.rows.values()]
          .filter(order => order.deviceId === deviceId && numbers.includes(order.receiptNumber))
          .map(order => order.receiptNumber),
      ),
    findCustomerKey: async () => null,
    listNotices: async deviceId =>
      [...book.notices.rows.values()]
        .filter(one => one.deviceId === deviceId && !one.settled)
        .sort((a, b) => compare(a.id, b.id)),
    findNotice: async id => book.notices.get(id) ?? null,
    findStaff: async ids =>
      new Map(
        ids.flatMap(id => {
          const member = book.staff.get(id);
          return member === undefined ? [] : [[id, member]];
        }),
      ),
    findVersions: async documents =>
      new Map(
        documents.flatMap(({kind, id, version}) => {
          const versions = book.versions.get(`${kind} ${id}`);
          const known = versions?.get(version);
          if (versions === undefined || known === undefined) return [];
          const later = [...versions].filter(([n]) => n > version).map(([, row]) => row.publishedMs);
          const replacedAtMs = later.length === 0 ? null : epochMs(Math.min(...later));
          return [[`${kind} ${id}`, {hash: known.hash, replacedAtMs}]];
        }),
      ),
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function lastUse(book: MemoryBook, account: AccountKey) {
  const used = [...book.entries.rows.values()].filter(
    entry => entry.account === account && entry.amount > entry.reversed,
  );
  const last = used.at(-1);
  const orderId = last === undefined ? undefined : book.redemptions.get(last.redemptionId);
  const order = orderId === undefined ? undefined : book.orders.get(orderId);
  if (order === undefined) return [];
  const use = {atMs: order.soldMs, storeName: null, receiptNumber: order.receiptNumber};
  return [[account, use] as const];
}

function documentOf<K extends Document['kind']>(book: MemoryBook, kind: K, id: string): DocumentOf<K> | null {
  const found = book.documents.get(`${kind} ${id}`);
  return found === undefined || !isOf(found, kind) ? null : found;
}

function isOf<K extends Document['kind']>(document: Document, kind: K): document is DocumentOf<K> {
  return document.kind === kind;
}

function settingsOf(book: MemoryBook): ProjectSettings | null {
  return documentOf(book, 'settings', 'settings');
}

function scopeOf(book: MemoryBook, account: AccountKey) {
  const owner = accountOwner(account) ?? '';
  const voucher = documentOf(book, 'voucher', owner);
  const campaignId = owner.startsWith('camp_')
    ? owner
    : (voucher?.campaignId ?? documentOf(book, 'promotion_tier', owner)?.campaignId ?? '');
  const home = voucher?.metadata['home_store'];
  const storeId = owner.startsWith('store_') ? owner : storeNamed(book, home);
  const tills = [...book.devices.rows.values()].filter(
    device => device.status === 'active' && (storeId === null || device.storeId === storeId),
  );
  return {campaign: documentOf(book, 'campaign', campaignId), tills: Math.max(1, tills.length)};
}

function storeNamed(book: MemoryBook, sourceId: unknown): string | null {
  for (const document of book.documents.rows.values())
    if (document.kind === 'store' && document.sourceId === sourceId) return document.id;
  return null;
}

function homeVouchers(book: MemoryBook, storeId: string, nowMs: number) {
  return [...book.documents.rows.values()].flatMap(voucher => {
    if (voucher.kind !== 'voucher' || !voucher.active) return [];
    const home = voucher.metadata['home_store'];
    if (home === undefined || storeNamed(book, home) !== storeId) return [];
    const campaign = documentOf(book, 'campaign', voucher.campaignId ?? '');
    if (campaign?.active === false || campaign?.offlinePolicy?.kind === 'online_only') return [];
    if ((voucher.endsAtMs ?? nowMs + 1) <= nowMs || (campaign?.endsAtMs ?? nowMs + 1) <= nowMs) return [];
    return [usesAccount(voucher.id), balanceAccount(voucher.id)].flatMap(key => {
      const account = book.accounts.get(key);
      if (account === undefined || free(account) === 0) return [];
      const shared = voucher.benefit.type === 'DISCOUNT_VOUCHER' && account.limit > 1;
      return [{voucherId: voucher.id, account: key, limit: account.limit, shared}];
    });
  });
}
