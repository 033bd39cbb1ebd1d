import {hasFormula, presentDiscount} from '../../shared/api/discount-body.ts';
import {presentWindows} from '../../shared/api/windows-body.ts';
import {assert} from '../../shared/kernel/assert.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {Editable} from '../../shared/merge/editable.ts';
import type {OfflineTerms} from '../../shared/redeemables/campaign.ts';
import type {Standing} from './lock-standing.ts';

/** The row as an edited document has it; what no document shows stays. */
export function recordAfter(standing: Standing, document: Editable, updatedAt: string): Standing {
  if (standing.kind === 'campaign' && document.kind === 'campaign') {
    const {name} = document;
    const offline = offlineTerms(document);
    return {kind: 'campaign', record: {...standing.record, name, offline, ...incentive(document), updatedAt}};
  }
  if (standing.kind === 'promotion_tier' && document.kind === 'promotion_tier') {
    const {name, banner, hierarchy} = document;
    const discount = presentDiscount(document.discount, hasFormula(document.discount));
    const record = {...standing.record, name, banner, hierarchy, discount, ...incentive(document), updatedAt};
    return {kind: 'promotion_tier', record};
  }
  if (standing.kind === 'voucher' && document.kind === 'voucher') {
    const {usesLimit} = document;
    const record = {...standing.record, ...benefit(document), usesLimit, ...incentive(document), updatedAt};
    return {kind: 'voucher', record};
  }
  assert(
    standing.kind === 'product' && document.kind === 'product',
    `${document.id} is another kind of document`,
  );
  const {name, priceMinor, metadata, version} = document;
  return {kind: 'product', record: {...standing.record, name, priceMinor, metadata, version, updatedAt}};
}

/** Without what says nothing: a till that holds leases needs no policy to spend them. */
function offlineTerms({offlinePolicy, spendPastExpiry, serverReserve}: OfflineTerms): OfflineTerms {
  return {
    ...(offlinePolicy === undefined || offlinePolicy.kind === 'lease_only' ? {} : {offlinePolicy}),
    ...(spendPastExpiry === true ? {spendPastExpiry} : {}),
    ...(serverReserve === undefined ? {} : {serverReserve}),
  };
}

function incentive(document: Exclude<Editable, {kind: 'product'}>) {
  const {active, startsAtMs, endsAtMs, validity, metadata, version} = document;
  return {
    active,
    startsAt: iso(startsAtMs),
    endsAt: iso(endsAtMs),
    windows: presentWindows(validity),
    metadata,
    version,
  };
}

function benefit({benefit: given}: Extract<Editable, {kind: 'voucher'}>) {
  if (given.type === 'DISCOUNT_VOUCHER')
    return {discount: presentDiscount(given.discount, hasFormula(given.discount))};
  return given.type === 'GIFT_VOUCHER' ? {giftEffect: given.effect ?? ('APPLY_TO_ORDER' as const)} : {};
}

function iso(atMs: EpochMs | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}
