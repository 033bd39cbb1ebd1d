import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import {decide} from '../../shared/decision/decide.ts';
import type {Decision} from '../../shared/decision/decision.ts';
import {gather} from '../../shared/decision/gather.ts';
import {present} from '../../shared/kernel/assert.ts';
import type {Remedy} from '../../shared/reasons/refusal.ts';
import type {PricedSale} from '../sale/priced-sale.ts';
import type {SaleContent} from '../sale/sale-content.ts';
import {activeTiers} from '../till-db/active-tiers.ts';
import {dexieLedger} from '../till-db/dexie-ledger.ts';
import {type Replica, type ReplicaKeys, readReplica} from '../till-db/read-replica.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {type FactsCounted, tillFactSource} from '../till-db/till-fact-source.ts';
import {readWithheld} from '../till-ledger/withheld.ts';
import {type CodeFound, priceRequest} from './price-request.ts';
import {remediesOf} from './remedies.ts';

/** Prices a cart with what this till knows and holds, without asking anyone. */
export async function priceCart(
  till: TillContext,
  content: SaleContent,
  counted: FactsCounted = {},
): Promise<PricedSale> {
  const {db, clock} = till;
  const nowMs = clock.nowMs();
  const replica = await readReplica(db.cache, keysOf(content));
  const settings = present(
    replica.standing.settings,
    'the settings of the shop, which are not downloaded yet',
  );
  const codes = content.codes.map(code => lookUp(code, replica, settings.codesCaseSensitive));
  const withheld = await readWithheld(dexieLedger(db.ledger), replica.completeAtMs, nowMs);
  const tiers = activeTiers(replica.standing, nowMs, new Set(withheld));
  const request = priceRequest(content, codes, tiers, settings.stacking.redeemablesLimit);
  const facts = await gather(tillFactSource(db, nowMs, replica, {...counted, withheld}), request, nowMs);
  const decision = decide(facts, request);
  const productNames = await readProductNames(till, replica, decision);
  return {content, request, facts, decision, accounts: replica.accounts, productNames};
}

/** Everything that a request for this cart can name. */
function keysOf({lines, codes, customer}: SaleContent): ReplicaKeys {
  return {
    productIds: lines.map(({productId}) => productId),
    sourceIds: lines.flatMap(({sourceId}) => sourceId ?? []),
    codes,
    customerId: customer?.id ?? null,
  };
}

function lookUp(code: string, {vouchers}: Replica, caseSensitive: boolean): CodeFound {
  const normal = (text: string) => normaliseCode(text, caseSensitive);
  const voucher = vouchers.find(found => normal(found.code) === normal(code));
  return {code, isGiftCard: voucher?.benefit.type === 'GIFT_VOUCHER'};
}

function productsIn(remedy: Remedy): readonly string[] {
  if (remedy.kind === 'complete_bundle') return remedy.missing.map(({id}) => id);
  return remedy.kind === 'add_product' ? remedy.productIds : [];
}

/** Names for the products that a condition asks for, by our id or the shop's: facts need not hold them. */
async function readProductNames(
  {db}: TillContext,
  {knownProducts}: Replica,
  {verdicts}: Decision,
): Promise<Map<string, string>> {
  const named = verdicts.flatMap(remediesOf).flatMap(productsIn);
  const unknown = named.filter(id => !knownProducts.has(id));
  const keys = {productIds: unknown, sourceIds: unknown};
  const read = unknown.length === 0 ? [] : (await readReplica(db.cache, keys)).products;
  const names = new Map<string, string>();
  for (const {id, sourceId, name} of read) {
    names.set(id, name);
    if (sourceId !== null) names.set(sourceId, name);
  }
  for (const id of named) {
    const name = knownProducts.get(id)?.name;
    if (name !== undefined) names.set(id, name);
  }
  return names;
}
