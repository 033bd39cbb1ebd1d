/**
 * What every FactSource must do, so that till and server decide on the same facts: run by the one in memory, by
 * Dexie in a browser and by PostgreSQL.
 */
import {describe, expect, test} from 'vitest';
import {decide} from '../../shared/decision/decide.ts';
import type {FactSource} from '../../shared/decision/fact-source.ts';
import {gather} from '../../shared/decision/gather.ts';
import {hashDecision} from '../../shared/decision/hash-decision.ts';
import {usesAccount} from '../../shared/ledger/account-key.ts';
import type {Availability} from '../../shared/ledger/draw.ts';
import type {Document} from '../../shared/protocol/document.ts';
import {cart} from '../builders/cart.ts';
import {collection, sku} from '../builders/catalogue.ts';
import {customer, openingMs, product, request, settings} from '../builders/facts.ts';
import {category, reward, stack} from '../builders/incentives.ts';
import {program, tiers} from '../builders/loyalty.ts';
import {mapFactSource} from '../builders/map-fact-source.ts';
import {campaign, gift, type Offer, percent, percentOff, tier} from '../builders/offers.ts';
import {condition, rule} from '../builders/rules.ts';

const regulars = rule('REGULARS', {1: condition('customer.segment', {$is: ['seg_regulars']}), logic: '1'});
const minimum = rule('MIN10', {1: condition('order.amount', {$more_than_or_equal: [1000]}), logic: '1'});
const autumn = campaign('Autumn', {ruleIds: [minimum.id]});
const ada = customer('ada', {segmentIds: ['seg_regulars'], metadata: {language: 'en', size: 38}});

const offers: readonly Offer[] = [
  percent('Three-Times', 10, {usesLimit: 3, campaign: autumn, rules: [regulars]}),
  percent('ALWAYS', 5),
  gift('GIFT-25', 2500),
  tier('Tea week', percentOff(20, {effect: 'APPLY_TO_ITEMS', amountLimitMinor: null}), {rules: [minimum]}),
];
const documents: readonly Document[] = [
  settings(),
  ada,
  customer('grace'),
  product('mug', 2400, {category: 'kitchen'}),
  product('tea', 800, {category: 'tea'}),
  {...product('loose', null), sourceId: null},
  {...product('bowl', 1900), priceMinor: null},
  sku('red', 'prod_bowl', 1900),
  {...sku('blue', 'prod_bowl'), sourceId: null},
  collection('kitchen', 'prod_mug', 'sku_red'),
  category('first'),
  stack('week', 'camp_Promotions', ['promo_Tea week']),
  reward('coin', autumn.id),
  program({id: autumn.id, tiers: tiers({silver: 100})}),
  minimum,
  regulars,
  autumn,
  campaign('Promotions', {campaignType: 'PROMOTION'}),
  ...offers.flatMap(offer => offer.voucher ?? offer.tier ?? []),
];
const availability: readonly Availability[] = offers.flatMap(offer => offer.availability);

/**
 * `makeSource` stores the documents, opens the accounts with what is available on them, and gives a source over
 * them. The authority it answers with is its own (`server` or `lease`).
 */
export function factSourceContract(
  name: string,
  makeSource: (documents: readonly Document[], availability: readonly Availability[]) => Promise<FactSource>,
): void {
  describe(`a fact source: ${name}`, () => {
    const make = () => makeSource(documents, availability);

    test('answers the settings of the project', async () => {
      expect(await (await make()).settings()).toEqual(settings());
    });

    test('finds a customer with segments and attributes, and says null for nobody', async () => {
      const source = await make();
      expect(await source.customer(ada.id)).toEqual(ada);
      expect(await source.customer('cust_nobody')).toBeNull();
    });

    test('finds products by our id or the shop’s, each once', async () => {
      const source = await make();
      expect(ids(await source.products(['prod_mug', 'prod_none'], ['mug', 'tea', 'none']))).toEqual([
        'prod_mug',
        'prod_tea',
      ]);
      expect(ids(await source.products(['prod_loose'], []))).toEqual(['prod_loose']);
      expect(await source.products([], [])).toEqual([]);
    });

    test('finds vouchers by normal form of the code or by id as typed, each once', async () => {
      const source = await make();
      expect(ids(await source.vouchers(['THREE-TIMES', 'NONE'], ['v_GIFT-25', 'v_Three-Times']))).toEqual([
        'v_GIFT-25',
        'v_Three-Times',
      ]);
      expect(await source.vouchers([], [])).toEqual([]);
    });

    test('finds tiers, campaigns and rules by id and leaves out unknown ones', async () => {
      const source = await make();
      expect(await source.promotionTiers(['promo_none', 'promo_Tea week'])).toEqual([offers[3]?.tier]);
      expect(await source.campaigns(['camp_Autumn', 'camp_none'])).toEqual([autumn]);
      expect(await source.validationRules(['val_none', 'val_MIN10'])).toEqual([minimum]);
    });

    test('finds SKUs by our id or the shop’s, each once', async () => {
      const source = await make();
      expect(ids(await source.skus(['sku_red', 'sku_blue', 'sku_none'], ['red', 'none']))).toEqual([
        'sku_blue',
        'sku_red',
      ]);
      expect(ids(await source.skus([], ['red']))).toEqual(['sku_red']);
      expect(await source.skus([], [])).toEqual([]);
    });

    test('finds collections, stacks, categories, rewards and programs by id and leaves out unknown ones', async () => {
      const source = await make();
      expect(ids(await source.collections(['pc_kitchen', 'pc_none']))).toEqual(['pc_kitchen']);
      expect(ids(await source.promotionStacks(['stack_week', 'stack_none']))).toEqual(['stack_week']);
      expect(ids(await source.categories(['cat_first', 'cat_none']))).toEqual(['cat_first']);
      const rewards = await source.rewards(['rew_coin', 'rew_none']);
      expect(rewards).toEqual(documents.filter(one => one.kind === 'reward'));
      const programs = await source.loyaltyPrograms(['camp_Autumn', 'camp_none']);
      expect(programs).toEqual(documents.filter(one => one.kind === 'loyalty_program'));
    });

    test('answers once for every account asked for, with 0 where it holds nothing', async () => {
      const source = await make();
      const asked = [usesAccount('v_Three-Times'), usesAccount('v_nobody'), 'g:v_GIFT-25:balance'] as const;
      const answered = await source.availability(asked, null);
      expect([...answered].map(one => [one.account, one.available]).sort()).toEqual([
        ['g:v_GIFT-25:balance', 2500],
        ['v:v_Three-Times:uses', 3],
        ['v:v_nobody:uses', 0],
      ]);
      const used = answered.flatMap(one => (one.authority === 'server' ? (one.used ?? 0) : []));
      expect(used.every(count => count === 0)).toBe(true);
    });

    test('gathers the facts that the model gathers, but for the authority', async () => {
      const asked = request(cart({mug: {quantity: 2}, tea: {}}), offers, {customer: ada});
      const [model, own] = [mapFactSource(documents, availability), await make()];
      const expected = await gather(model, asked, openingMs);
      const facts = await gather(own, asked, openingMs);
      expect({...facts, availability: facts.availability.map(sameWord)}).toEqual({
        ...expected,
        availability: expected.availability.map(sameWord),
      });
      expect(hashDecision(decide(facts, asked))).toBe(hashDecision(decide(expected, asked)));
      expect(decide(facts, asked).verdicts.map(verdict => verdict.status)).toEqual(Array(4).fill('applied'));
    });
  });
}

/** What is available, whoever says it: only the server knows what was used. */
function sameWord({account, available}: Availability) {
  return {account, available};
}

function ids(things: readonly {readonly id: string}[]): readonly string[] {
  return things.map(thing => thing.id).sort();
}
