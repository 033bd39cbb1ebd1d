/**
 * Facts for requests that came at the same time, read together. What a request needs beyond what it names (stacks, SKUs,
 * counters, main campaigns) is read by itself, as `pgFactSource` does.
 */
import {type RedeemBody, toRedeemables} from '../../shared/api/redeem-body.ts';
import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import {unique} from '../../shared/decision/ask-once.ts';
import type {FactSource} from '../../shared/decision/fact-source.ts';
import type {CustomerId, ProjectId} from '../../shared/kernel/id.ts';
import type {Cart} from '../../shared/order/cart.ts';
import type {Db} from '../storage/database.ts';
import {pgFactSource} from '../storage/pg-fact-source.ts';
import {type FactNames, readFacts} from '../storage/redemptions/read-facts.ts';
import {type KnownFacts, knownFacts} from './known-facts.ts';
import {readTogether} from './read-together.ts';

/** What a request names; codes in both normal forms, because the project's is not known yet. */
export function factNames(body: RedeemBody, cart: Cart, customerId: CustomerId | null): FactNames {
  const typed = toRedeemables(body).flatMap(one => (one.object === 'voucher' ? one.code.trim() : []));
  return {
    codes: unique(typed.flatMap(code => [normaliseCode(code, true), normaliseCode(code, false)])),
    typed: unique(typed),
    productIds: unique(cart.lines.map(line => line.productId)),
    sourceIds: unique(cart.lines.map(line => line.sourceId)),
    customerIds: customerId === null ? [] : [customerId],
  };
}

const readOnce = readTogether(readFacts);

/** For one decision on what names `names`; it reads when it is first asked. */
export function factsTogether(db: Db, projectId: ProjectId, names: FactNames): FactSource {
  const behind = pgFactSource(db, projectId);
  let reading: Promise<KnownFacts> | undefined;
  const read = (): Promise<KnownFacts> => {
    reading ??= readOnce(db, projectId, names).then(facts => knownFacts(facts, names));
    return reading;
  };
  return {
    ...behind,
    settings: async () => (await read()).settings,
    customer: async id => {
      const known = (await read()).customer(id);
      return known === undefined ? behind.customer(id) : known;
    },
    products: async (ids, sourceIds) => {
      const known = (await read()).products(ids, sourceIds);
      return known ?? behind.products(ids, sourceIds);
    },
    vouchers: async (codes, typed) => (await read()).vouchers(codes, typed) ?? behind.vouchers(codes, typed),
    campaigns: async ids => (await read()).campaigns(ids) ?? behind.campaigns(ids),
    validationRules: async ids => (await read()).validationRules(ids) ?? behind.validationRules(ids),
    availability: async (accounts, sessionKey) => {
      const {availability} = await read();
      const answers = accounts.flatMap(account => availability(account) ?? []);
      const others = accounts.filter(account => availability(account) === null);
      return others.length === 0 ? answers : [...answers, ...(await behind.availability(others, sessionKey))];
    },
  };
}
