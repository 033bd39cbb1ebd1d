/**
 * Gathers what a decision may look at, from whichever store the edge has. Lists are sorted and hold each thing once,
 * so that equal facts hash equal wherever they came from.
 */
import {normaliseCode} from '../codes/normalise-code.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {AccountKey} from '../ledger/account-key.ts';
import {balanceAccount, usesAccount} from '../ledger/account-key.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {FactSource} from './fact-source.ts';
import type {Facts} from './facts.ts';
import type {DecisionRequest} from './request.ts';

/** @throws whatever the source throws; a thing that does not exist is simply missing from the facts. */
export async function gather(source: FactSource, request: DecisionRequest, nowMs: EpochMs): Promise<Facts> {
  const settings = await source.settings();
  const {customerId, cart, redeemables} = request;
  const typed = redeemables.flatMap(one => (one.object === 'voucher' ? one.code.trim() : []));
  const codes = typed.map(code => normaliseCode(code, settings.codesCaseSensitive));
  const tierIds = redeemables.flatMap(one => (one.object === 'promotion_tier' ? one.id : []));
  const [customer, products, vouchers, promotionTiers] = await Promise.all([
    customerId === null ? null : source.customer(customerId),
    source.products(unique(cart.lines.map(l => l.productId)), unique(cart.lines.map(l => l.sourceId))),
    source.vouchers(unique(codes), unique(typed)),
    source.promotionTiers(unique(tierIds)),
  ]);
  const campaignIds = unique([...vouchers, ...promotionTiers].map(one => one.campaignId));
  const [campaigns, availability] = await Promise.all([
    source.campaigns(campaignIds),
    source.availability(unique(vouchers.flatMap(accountsOf))),
  ]);
  const ruleIds = unique([...vouchers, ...promotionTiers, ...campaigns].flatMap(one => one.ruleIds));
  const validationRules = await source.validationRules(ruleIds);
  return {
    nowMs,
    settings,
    customer,
    products: sorted(products, product => product.id),
    vouchers: sorted(vouchers, voucher => voucher.id),
    promotionTiers: sorted(promotionTiers, tier => tier.id),
    campaigns: sorted(campaigns, campaign => campaign.id),
    validationRules: sorted(validationRules, rule => rule.id),
    availability: sorted(availability, one => one.account),
  };
}

/** The limited things a voucher draws on. */
function accountsOf({id, usesLimit, benefit}: Voucher): readonly AccountKey[] {
  const uses = usesLimit === null ? [] : [usesAccount(id)];
  return benefit.type === 'GIFT_VOUCHER' ? [...uses, balanceAccount(id)] : uses;
}

function unique<T extends string>(values: readonly (T | null)[]): T[] {
  return [...new Set(values.filter(value => value !== null))].sort();
}

function sorted<T>(things: readonly T[], keyOf: (thing: T) => string): T[] {
  return [...things].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
