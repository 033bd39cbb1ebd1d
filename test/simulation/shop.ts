/** What a simulated shop sells and gives away: few things, each limited in a way of its own. */
import type {CustomerId, StaffId, StoreId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {OfflinePolicy} from '../../shared/redeemables/campaign.ts';
import {customer, product, settings} from '../builders/facts.ts';
import {campaign, gift, type Offer, percent} from '../builders/offers.ts';
import {condition, rule} from '../builders/rules.ts';

export const staffId: StaffId = 'staff_ada';
export const managerId: StaffId = 'staff_max';
export const storeIds: readonly StoreId[] = ['store_one', 'store_two'];
export const customerIds: readonly CustomerId[] = ['cust_ann', 'cust_bea'];

/** How much there is of each. */
export interface Limits {
  readonly scarce: number;
  readonly hot: number;
  readonly cardMinor: number;
  readonly trusted: number;
  readonly live: number;
  readonly campaignUses: number;
  readonly perCustomer: number;
  readonly trust: Extract<OfflinePolicy, {kind: 'trust_up_to'}>;
  readonly overrideBudgetMinor: number;
}

/** A thing that can be asked for at a till, and what it draws on. */
export interface ShopOffer {
  readonly name: string;
  readonly offer: Offer;
  readonly account: AccountKey;
  readonly limit: number;
  /** The bound is a rule's: the account has none of its own. */
  readonly isCounter: boolean;
  readonly needsCustomer: boolean;
  readonly policy: OfflinePolicy['kind'];
}

/** Nobody sells with it: managers change its limit, at many tills at once. */
export const editedLimit = {id: 'v_EDITED', start: 1_000} as const;
const editedOnly = [percent('EDITED', 5, {usesLimit: editedLimit.start}).voucher ?? []].flat();

export interface Shop {
  readonly offers: readonly ShopOffer[];
  readonly documents: readonly Document[];
  /** Limited things the server keeps a book on from the start. */
  readonly accounts: readonly {readonly account: AccountKey; readonly limit: number}[];
}

export function openShop(limits: Limits): Shop {
  const trusting = campaign('Trust', {offlinePolicy: limits.trust});
  const online = campaign('Online', {offlinePolicy: {kind: 'online_only'}});
  const bounded = campaign('Bounded', {ruleIds: ['val_TOTAL']});
  const once = campaign('Each', {ruleIds: ['val_EACH']});
  const total = atMost('TOTAL', 'campaign.redemptions.count', limits.campaignUses);
  const each = atMost('EACH', 'campaign.redemptions.customers_count', limits.perCustomer);
  const offers: ShopOffer[] = [
    uses('SCARCE', percent('SCARCE', 10, {usesLimit: limits.scarce}), limits.scarce, 'lease_only'),
    uses('HOT', percent('HOT', 5, {usesLimit: limits.hot, ...atHome('store_two')}), limits.hot, 'lease_only'),
    {
      ...uses('CARD', gift('CARD', limits.cardMinor, atHome('store_one')), limits.cardMinor, 'lease_only'),
      account: 'g:v_CARD:balance',
    },
    uses(
      'TRUSTED',
      percent('TRUSTED', 10, {usesLimit: limits.trusted, campaign: trusting}),
      limits.trusted,
      'trust_up_to',
    ),
    uses('LIVE', percent('LIVE', 10, {usesLimit: limits.live, campaign: online}), limits.live, 'online_only'),
    {
      ...uses('TOTAL', percent('TOTAL', 5, {campaign: bounded}), limits.campaignUses, 'lease_only'),
      account: 'q:camp_Bounded:redemptions',
      isCounter: true,
    },
    ...customerIds.map(
      (id): ShopOffer => ({
        ...uses('EACH', percent('EACH', 5, {campaign: once}), limits.perCustomer, 'lease_only'),
        account: `q:camp_Each:redemptions:${id}`,
        isCounter: true,
        needsCustomer: true,
      }),
    ),
  ];
  const distinct = new Map(offers.map(({offer}) => [offer.voucher?.id, offer.voucher]));
  const documents: Document[] = [
    settings({overrideBudgetMinor: limits.overrideBudgetMinor}),
    product('mug', 2400),
    product('tea', 590),
    ...customerIds.map(id => customer(id.slice('cust_'.length))),
    ...[trusting, online, bounded, once],
    ...[total, each],
    ...editedOnly,
    ...[...distinct.values()].flatMap(voucher => voucher ?? []),
    ...storeIds.map(
      (id): Document => ({kind: 'store', id, version: 1, sourceId: id, name: id, addressLines: []}),
    ),
    staffMember(staffId, 'cashier'),
    staffMember(managerId, 'manager'),
  ];
  const accounts = offers.flatMap(({account, limit, isCounter}) => (isCounter ? [] : [{account, limit}]));
  return {
    offers,
    documents,
    accounts: [
      ...accounts,
      {account: `v:${editedLimit.id}:uses`, limit: editedLimit.start},
      {account: 'x:camp_Trust:trust', limit: limits.trust.budgetMinor},
      ...storeIds.map(id => ({account: `x:${id}:override` as const, limit: limits.overrideBudgetMinor})),
    ],
  };
}

/** Leased to the tills of its store when they start. */
function atHome(storeId: StoreId) {
  return {voucher: {metadata: {home_store: storeId}}};
}

function uses(name: string, offer: Offer, limit: number, policy: OfflinePolicy['kind']): ShopOffer {
  const account: AccountKey = `v:v_${name}:uses`;
  return {name, offer, account, limit, isCounter: false, needsCustomer: false, policy};
}

function atMost(name: string, counted: string, limit: number) {
  return rule(name, {1: condition(counted, {$less_than_or_equal: [limit]}), logic: '1'});
}

function staffMember(id: StaffId, role: 'cashier' | 'manager'): Document {
  const pin = {
    algorithm: 'scrypt' as const,
    n: 2,
    r: 1,
    p: 1,
    saltHex: '0'.repeat(32),
    hashHex: '0'.repeat(64),
  };
  return {kind: 'staff', id, version: 1, name: id, role, active: true, pin};
}
