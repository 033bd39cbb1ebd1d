/**
 * The facts of decisions, read from what this till holds: documents from the cache, availability from its own
 * leases. What it has no lease on is 0 here, whatever the server may still have.
 */

import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import type {FactSource} from '../../shared/decision/fact-source.ts';
import {present} from '../../shared/kernel/assert.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {Override} from '../../shared/protocol/override.ts';
import {type TrustedOffers, tillAvailability} from '../till-ledger/till-availability.ts';
import {readWithheld} from '../till-ledger/withheld.ts';
import {dexieLedger} from './dexie-ledger.ts';
import type {TillDatabases} from './open-till-databases.ts';
import {type Replica, type ReplicaKeys, readReplica} from './read-replica.ts';
import {readSkus} from './read-skus.ts';

export interface FactsCounted {
  /** The server cannot be asked: what campaigns trust this till with counts too. Needs `ahead`. */
  readonly isOffline?: boolean;
  /** Given for the order that is priced. */
  readonly overrides?: readonly Override[];
  /** What edits made here withhold, where that was read already. */
  readonly withheld?: readonly string[];
}

/**
 * With `ahead` documents come from there: it must have been read with all the keys that a request names. Products that
 * only a benefit names, and SKUs, are read when asked for. Leases are money and are always read when asked for.
 */
export function tillFactSource(
  db: TillDatabases,
  nowMs: EpochMs,
  ahead?: Replica,
  counted: FactsCounted = {},
): FactSource {
  const ledger = dexieLedger(db.ledger);
  const look = async (keys: ReplicaKeys) => ahead ?? (await readReplica(db.cache, keys));
  const lookForProducts = async (keys: Required<Pick<ReplicaKeys, 'productIds' | 'sourceIds'>>) =>
    ahead !== undefined && isAnsweredBy(ahead, keys) ? ahead : readReplica(db.cache, keys);
  const settingsIn = ({standing}: Replica) =>
    present(standing.settings, 'the project settings: not downloaded yet');
  return {
    settings: async () => settingsIn(await look({})),
    async customer(customerId) {
      const {customer} = await look({customerId});
      return customer?.id === customerId ? customer : null;
    },
    async products(productIds, sourceIds) {
      const replica = await lookForProducts({productIds, sourceIds});
      const products = [
        ...replica.products,
        ...productIds.flatMap(id => replica.knownProducts.get(id) ?? []),
      ];
      const [ids, numbers] = [new Set<string>(productIds), new Set<string | null>(sourceIds)];
      const found = products.filter(
        ({id, sourceId}) => ids.has(id) || (sourceId !== null && numbers.has(sourceId)),
      );
      return [...new Map(found.map(product => [product.id, product])).values()];
    },
    async vouchers(codes, typed) {
      const replica = await look({codes: [...codes, ...typed]});
      const {codesCaseSensitive} = settingsIn(replica);
      const asked = new Set<string>([...codes, ...typed]);
      return replica.vouchers.filter(
        ({id, code}) => asked.has(id) || asked.has(normaliseCode(code, codesCaseSensitive)),
      );
    },
    skus: (ids, sourceIds) => readSkus(db.cache, ids, sourceIds),
    collections: async ids => pick(ids, (await look({})).standing.collections),
    promotionTiers: async ids => pick(ids, (await look({})).standing.promotionTiers),
    promotionStacks: async ids => pick(ids, (await look({})).standing.promotionStacks),
    categories: async ids => pick(ids, (await look({})).standing.categories),
    rewards: async ids => pick(ids, (await look({})).standing.rewards),
    loyaltyPrograms: async ids => pick(ids, (await look({})).standing.loyaltyPrograms),
    campaigns: async ids => pick(ids, (await look({})).standing.campaigns),
    validationRules: async ids => pick(ids, (await look({})).standing.validationRules),
    withheld: async () => {
      if (counted.withheld !== undefined) return counted.withheld;
      const {completeAtMs} = ahead ?? (await readReplica(db.cache, {}));
      return readWithheld(ledger, completeAtMs, nowMs);
    },
    availability: tillAvailability(ledger, nowMs, {
      offline: counted.isOffline === true && ahead !== undefined ? offersOf(ahead) : null,
      overrides: counted.overrides ?? [],
    }),
  };
}

/** Products read ahead are those of the cart, and what else is known by id. */
function isAnsweredBy(
  {knownProducts, askedSourceIds}: Replica,
  {productIds, sourceIds}: Required<Pick<ReplicaKeys, 'productIds' | 'sourceIds'>>,
): boolean {
  return productIds.every(id => knownProducts.has(id)) && sourceIds.every(id => askedSourceIds.has(id));
}

function offersOf({vouchers, standing}: Replica): TrustedOffers {
  return {vouchers, campaigns: [...standing.campaigns.values()]};
}

function pick<D>(ids: readonly string[], documents: ReadonlyMap<string, D>): D[] {
  return [...new Set(ids)].flatMap(id => documents.get(id) ?? []);
}
