/**
 * Who replicates a document: the tills of one store, or all tills (null). Staff belong to their store. A voucher with a
 * home store (metadata `home_store`) belongs to it where its campaign is marked `home_store_only`; a customer, where the
 * project's setting says so. A home store that there is not binds nothing.
 */
import type {Customer} from '../../shared/customer/customer.ts';
import type {ProjectSettings} from '../../shared/decision/facts.ts';
import type {StoreId} from '../../shared/kernel/id.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {Campaign} from '../../shared/redeemables/campaign.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import {homeStoreOf} from '../vouchers/home-store-of.ts';

/** What says whether others are bound. */
export type Ruler = Campaign | ProjectSettings;

export type Housed = Voucher | Customer;

export function isHoused(document: Document): document is Housed {
  return (
    (document.kind === 'voucher' || document.kind === 'customer') && homeStoreOf(document.metadata) !== null
  );
}

export interface ScopeRules {
  readonly boundCampaigns: ReadonlySet<string>;
  readonly customersBound: boolean;
}

/** What these say, the later ones last. */
export function scopeRules(rulers: readonly Document[]): ScopeRules {
  const boundCampaigns = new Set<string>();
  let customersBound = false;
  for (const ruler of rulers) {
    if (ruler.kind === 'settings') customersBound = bindsCustomers(ruler);
    if (ruler.kind !== 'campaign') continue;
    if (bindsVouchers(ruler)) boundCampaigns.add(ruler.id);
    else boundCampaigns.delete(ruler.id);
  }
  return {boundCampaigns, customersBound};
}

/** `stores`: ids by the owner's own names. */
export function scopeOf(
  document: Document,
  rules: ScopeRules,
  stores: ReadonlyMap<string, StoreId>,
): StoreId | null {
  if (document.kind === 'staff') return document.storeId ?? null;
  if (!isHoused(document) || !binds(rules, document)) return null;
  return stores.get(homeStoreOf(document.metadata) ?? '') ?? null;
}

function binds({boundCampaigns, customersBound}: ScopeRules, document: Housed): boolean {
  if (document.kind === 'customer') return customersBound;
  return document.campaignId !== null && boundCampaigns.has(document.campaignId);
}

function bindsVouchers(campaign: Campaign): boolean {
  return campaign.metadata['home_store_only'] === true;
}

function bindsCustomers(settings: ProjectSettings): boolean {
  return settings.customersOfHomeStoreOnly === true;
}

/** Vouchers of a campaign, or all customers. */
export type MovedRule = {readonly kind: 'voucher'; readonly campaignId: string} | {readonly kind: 'customer'};

/** Which of `documents` bind otherwise than `former`, what was published of them before. */
export function movedRules(
  former: readonly Document[],
  documents: readonly Document[],
): readonly MovedRule[] {
  return documents.flatMap((ruler): MovedRule[] => {
    const before = former.find(({kind, id}) => kind === ruler.kind && id === ruler.id);
    if (ruler.kind === 'campaign') {
      if (before?.kind !== 'campaign' || bindsVouchers(before) === bindsVouchers(ruler)) return [];
      return [{kind: 'voucher', campaignId: ruler.id}];
    }
    if (ruler.kind !== 'settings' || before?.kind !== 'settings') return [];
    return bindsCustomers(before) === bindsCustomers(ruler) ? [] : [{kind: 'customer'}];
  });
}
