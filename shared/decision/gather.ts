/**
 * Gathers what a decision may look at, from whichever store the edge has. Lists are sorted and hold each thing once,
 * so that equal facts hash equal wherever they came from.
 */
import {catalogueOf} from '../catalog/catalogue.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import {accountsOf} from './accounts-of.ts';
import {askOnce} from './ask-once.ts';
import type {FactSource} from './fact-source.ts';
import type {Facts} from './facts.ts';
import {gatherCatalogue, gatherLineProducts} from './gather-catalogue.ts';
import {type GatheredRedeemables, gatherRedeemables} from './gather-redeemables.ts';
import type {DecisionRequest} from './request.ts';

/** @throws whatever the source throws; a thing that does not exist is simply missing from the facts. */
export async function gather(source: FactSource, request: DecisionRequest, nowMs: EpochMs): Promise<Facts> {
  const settings = await source.settings();
  const {customerId, cart} = request;
  const [customer, lineProducts, redeemables] = await Promise.all([
    customerId === null ? null : source.customer(customerId),
    gatherLineProducts(source, cart.lines),
    gatherRedeemables(source, request, settings),
  ]);
  const {products, skus, collections} = await gatherCatalogue(source, cart.lines, lineProducts, redeemables);
  const catalogue = catalogueOf({products, skus});
  const availability = await askOnce(accountsOf(redeemables, catalogue, request, settings, nowMs), accounts =>
    source.availability(accounts, request.sessionKey ?? null),
  );
  const {promotionStacks, categories, rewards, loyaltyPrograms} = redeemables;
  const withheld = await withheldOf(source, redeemables);
  // Lists that are empty are absent: facts that need none of them hash as they did before there were such lists.
  return {
    nowMs,
    settings,
    customer,
    products: byId(products),
    ...(skus.length === 0 ? {} : {skus: byId(skus)}),
    ...(collections.length === 0 ? {} : {collections: byId(collections)}),
    vouchers: byId(redeemables.vouchers),
    promotionTiers: byId(redeemables.promotionTiers),
    ...(promotionStacks.length === 0 ? {} : {promotionStacks: byId(promotionStacks)}),
    campaigns: byId(redeemables.campaigns),
    ...(categories.length === 0 ? {} : {categories: byId(categories)}),
    ...(rewards.length === 0 ? {} : {rewards: byId(rewards)}),
    ...(loyaltyPrograms.length === 0 ? {} : {loyaltyPrograms: byId(loyaltyPrograms)}),
    validationRules: byId(redeemables.validationRules),
    availability: sorted(availability, one => one.account),
    ...(withheld.length === 0 ? {} : {withheld}),
  };
}

/** Of what is withheld what this decision is about. */
async function withheldOf(
  source: FactSource,
  {vouchers, promotionTiers, campaigns}: GatheredRedeemables,
): Promise<string[]> {
  const withheld = new Set(await source.withheld?.());
  if (withheld.size === 0) return [];
  return [...vouchers, ...promotionTiers, ...campaigns]
    .map(({id}) => id)
    .filter(id => withheld.has(id))
    .sort();
}

function byId<T extends {readonly id: string}>(things: readonly T[]): T[] {
  return sorted(things, thing => thing.id);
}

function sorted<T>(things: readonly T[], keyOf: (thing: T) => string): T[] {
  return [...things].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
