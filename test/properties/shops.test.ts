/** What holds of every decision over whole shops: every discount, rule, setting and convention, in any combination. */
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {decide} from '../../shared/decision/decide.ts';
import {type AppliedVerdict, type Decision, decisionSchema} from '../../shared/decision/decision.ts';
import {type Facts, factsSchema} from '../../shared/decision/facts.ts';
import {hashDecision} from '../../shared/decision/hash-decision.ts';
import {decisionRequestSchema} from '../../shared/decision/request.ts';
import type {Draw} from '../../shared/ledger/draw.ts';
import type {PricedOrder} from '../../shared/order/priced-order.ts';
import {collection, sku} from '../builders/catalogue.ts';
import {product} from '../builders/facts.ts';
import {category, reward} from '../builders/incentives.ts';
import {campaign, coupon, percentOff, tier} from '../builders/offers.ts';
import {condition, rule} from '../builders/rules.ts';
import {anyShop, type Shop} from './arbitrary-shops.ts';

// Hundreds of cases each; a machine that has other things to do needs its time.
vi.setConfig({testTimeout: 120_000});

function forEveryShop(check: (decision: Decision, shop: Shop) => void, numRuns = 500): void {
  fc.assert(
    fc.property(anyShop, shop => check(decide(shop.facts, shop.request), shop)),
    {numRuns},
  );
}

test('the shops are what the schemas allow, and reach every kind of outcome', () => {
  const seen = new Set<string>();
  forEveryShop((decision, {facts, request}) => {
    expect(factsSchema.safeParse(facts).error).toBeUndefined();
    expect(decisionRequestSchema.safeParse(request).error).toBeUndefined();
    expect(decisionSchema.safeParse(decision).error).toBeUndefined();
    for (const verdict of decision.verdicts) {
      seen.add(verdict.status === 'applied' ? 'applied' : verdict.refusal.code);
      if (verdict.status !== 'applied') continue;
      if (verdict.application !== undefined) seen.add('selection');
      if (verdict.bundle !== undefined) seen.add('bundle');
      if (verdict.isDynamic === true) seen.add('formula');
      if (verdict.points !== undefined) seen.add('points');
      if (verdict.grants !== undefined) seen.add('grants');
      if (verdict.gift !== null) seen.add('gift');
    }
  }, 700);
  const outcomes = ['applied', 'selection', 'bundle', 'formula', 'points', 'grants', 'gift'];
  const refusals = ['rules_not_met', 'budget_reached', 'bundle_missing', 'items_missing', 'amount_missing'];
  const skips = [
    'excluded_by_exclusive',
    'applicable_limit_reached',
    'duplicate',
    'no_effect',
    'code_unknown',
  ];
  expect([...seen]).toEqual(expect.arrayContaining([...outcomes, ...refusals, ...skips]));
});

test('[DE1] [B31] money is conserved: nothing is below zero, and what is off is what is missing', () => {
  forEveryShop(({order, initialOrder, verdicts}) => {
    for (const one of [initialOrder, order, ...applied(verdicts).map(verdict => verdict.order)]) isWhole(one);
  });
});

test('each redeemable takes off what the order loses, and together what the order has lost', () => {
  forEveryShop(({order, initialOrder, verdicts}) => {
    let before = initialOrder;
    for (const verdict of applied(verdicts)) {
      expect(offIn(verdict.order) - offIn(before)).toBe(verdict.discountMinor);
      expect(appliedIn(verdict.order)).toBe(verdict.discountMinor);
      before = verdict.order;
    }
    const stays = verdicts.every(verdict => verdict.status !== 'inapplicable') || order !== initialOrder;
    const together = applied(verdicts).reduce((sum, verdict) => sum + verdict.discountMinor, 0);
    if (offIn(order) !== offIn(initialOrder) || stays)
      expect(appliedIn(order)).toBe(offIn(order) - offIn(initialOrder));
    expect([0, together]).toContain(appliedIn(order));
  });
});

test('[DE9] draws are the effects: a use, the credits, the points, what counters count', () => {
  forEveryShop((decision, {facts}) => {
    for (const verdict of applied(decision.verdicts)) drawsItsEffect(verdict, facts);
    const {verdicts, valid, draws} = decision;
    expect(draws).toEqual(valid || draws.length > 0 ? applied(verdicts).flatMap(one => one.draws) : []);
    for (const {account} of draws) {
      const known = facts.availability.find(one => one.account === account);
      const drawn = draws.filter(one => one.account === account);
      const taken = drawn.reduce((sum, one) => sum + one.amount, 0);
      if (!account.startsWith('q:')) expect(taken).toBeLessThanOrEqual(known?.available ?? 0);
      for (const {limit} of drawn) {
        if (limit !== undefined) expect((known?.used ?? 0) + taken).toBeLessThanOrEqual(limit);
      }
    }
  });
});

test('[DE1] equal facts hash equal, in whatever order they stand and whatever else is known', () => {
  fc.assert(
    fc.property(
      anyShop.chain(shop => fc.tuple(fc.constant(shop), shuffled(withStrangers(shop.facts)))),
      ([{facts, request}, others]) => {
        const hash = hashDecision(decide(facts, request));
        expect(hashDecision(decide(structuredClone(facts), structuredClone(request)))).toBe(hash);
        expect(hashDecision(decide(others, request))).toBe(hash);
      },
    ),
    {numRuns: 400},
  );
});

test('[DE2] without the trace it is the same decision without its checks', () => {
  forEveryShop((decision, {facts, request}) => {
    const bare = decide(facts, request, {trace: false});
    expect(bare.verdicts.every(verdict => verdict.checks.length === 0)).toBe(true);
    const verdicts = decision.verdicts.map(verdict => ({...verdict, checks: []}));
    expect(bare).toEqual({...decision, verdicts});
  });
});

test('[DE17] ALL is PARTIAL until the first refusal, and then nothing', () => {
  fc.assert(
    fc.property(anyShop, ({facts, request}) => {
      const all = decide(facts, {...request, applicationMode: 'ALL'});
      const partial = decide(facts, {...request, applicationMode: 'PARTIAL'});
      const at = all.verdicts.findIndex(verdict => verdict.status === 'inapplicable');
      if (at < 0) expect(all).toEqual(partial);
      else {
        expect(all).toMatchObject({valid: false, draws: [], order: all.initialOrder});
        expect(all.verdicts.slice(0, at + 1)).toEqual(partial.verdicts.slice(0, at + 1));
      }
    }),
    {numRuns: 500},
  );
});

function applied(verdicts: Decision['verdicts']): readonly AppliedVerdict[] {
  return verdicts.flatMap(verdict => (verdict.status === 'applied' ? verdict : []));
}

function isWhole({lines, shipping, ...order}: PricedOrder): void {
  const {orderDiscountMinor, itemsDiscountMinor, totalDiscountMinor, amountMinor, totalMinor} = order;
  expect(Math.min(orderDiscountMinor, itemsDiscountMinor, totalMinor ?? 0)).toBeGreaterThanOrEqual(0);
  expect(lines.reduce((sum, line) => sum + line.discountMinor, 0)).toBe(itemsDiscountMinor);
  expect(orderDiscountMinor + itemsDiscountMinor).toBe(totalDiscountMinor);
  expect((amountMinor ?? 0) - (totalMinor ?? 0)).toBe(totalDiscountMinor);
  expect(amountMinor === null).toBe(totalMinor === null);
  for (const line of lines) {
    expect((line.amountMinor ?? 0) - (line.subtotalMinor ?? 0)).toBe(line.discountMinor);
    expect(Math.min(line.subtotalMinor ?? 0, line.discountMinor, line.quantity)).toBeGreaterThanOrEqual(0);
    expect(line.discountQuantity ?? 0).toBeLessThanOrEqual(line.quantity);
  }
  if (shipping === undefined) return;
  expect(shipping.discountMinor).toBeGreaterThanOrEqual(0);
  expect(shipping.discountMinor).toBeLessThanOrEqual(shipping.costMinor);
}

/** Everything that is off: of the goods and of shipping. */
function offIn({totalDiscountMinor, shipping}: PricedOrder): number {
  return totalDiscountMinor + (shipping?.discountMinor ?? 0);
}

function appliedIn({appliedOrderDiscountMinor, appliedItemsDiscountMinor, shipping}: PricedOrder): number {
  return appliedOrderDiscountMinor + appliedItemsDiscountMinor + (shipping?.appliedDiscountMinor ?? 0);
}

function drawsItsEffect(verdict: AppliedVerdict, facts: Facts): void {
  const {draws, gift, points, foundId, discountMinor} = verdict;
  const voucher = facts.vouchers.find(one => one.id === foundId);
  const hasLimit = voucher !== undefined && voucher.usesLimit !== null;
  expect(amountOn(draws, /^v:/)).toBe(hasLimit ? 1 : 0);
  expect(amountOn(draws, /^g:/)).toBe(gift?.creditsMinor ?? 0);
  expect(amountOn(draws, /^p:/)).toBe(points?.spent ?? 0);
  for (const {account, amount} of draws) {
    if (/:redemptions/.test(account)) expect(amount).toBe(1);
    if (/:discount_amount/.test(account)) expect(amount).toBe(discountMinor);
    if (/:gift_amount/.test(account)) expect(amount).toBe(gift?.creditsMinor);
  }
  expect(new Set(draws.map(draw => draw.account)).size).toBe(draws.length);
}

function amountOn(draws: readonly Draw[], accounts: RegExp): number {
  return draws.reduce((sum, {account, amount}) => (accounts.test(account) ? sum + amount : sum), 0);
}

/** The same facts with things in them that the request has nothing to do with. */
function withStrangers(facts: Facts): Facts {
  const strange = coupon('STRANGE', percentOff(50), {usesLimit: 1});
  const other = tier('Strange', percentOff(50), {campaign: campaign('Strange')});
  return {
    ...facts,
    products: [...facts.products, product('stranger', 700)],
    skus: [...(facts.skus ?? []), sku('strangest', 'prod_stranger')],
    collections: [...(facts.collections ?? []), collection('strange', 'prod_stranger')],
    vouchers: [...facts.vouchers, ...(strange.voucher === null ? [] : [strange.voucher])],
    promotionTiers: [...facts.promotionTiers, ...(other.tier === null ? [] : [other.tier])],
    campaigns: [...facts.campaigns, campaign('Strange')],
    categories: [...(facts.categories ?? []), category('Strange')],
    rewards: [...(facts.rewards ?? []), reward('strange', 'camp_Strange')],
    validationRules: [
      ...facts.validationRules,
      rule('STRANGE', {1: condition('order.amount', {$more_than: [1]}), logic: '1'}),
    ],
    availability: [...facts.availability, ...strange.availability],
  };
}

function shuffled(facts: Facts): fc.Arbitrary<Facts> {
  const shuffle = <T>(list: readonly T[] = []) => fc.shuffledSubarray([...list], {minLength: list.length});
  return fc.record({
    nowMs: fc.constant(facts.nowMs),
    settings: fc.constant(facts.settings),
    customer: fc.constant(facts.customer),
    products: shuffle(facts.products),
    skus: shuffle(facts.skus),
    collections: shuffle(facts.collections),
    vouchers: shuffle(facts.vouchers),
    promotionTiers: shuffle(facts.promotionTiers),
    promotionStacks: shuffle(facts.promotionStacks),
    campaigns: shuffle(facts.campaigns),
    categories: shuffle(facts.categories),
    rewards: shuffle(facts.rewards),
    validationRules: shuffle(facts.validationRules),
    availability: shuffle(facts.availability),
  });
}
