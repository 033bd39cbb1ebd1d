/** Things with a limit that tills and REST fight over: new ones every few rounds, because the old ones are used up. */
import {z} from 'zod';
import type {ShopView} from '../../scripts/demo/shop-view.ts';

export interface LimitedThing {
  readonly code: string;
  /** Uses of a coupon, minor units of a gift card. */
  readonly limit: number;
  readonly kind: 'coupon' | 'card';
}

const cardMinor = 6_000;

/** A code for one use, one for three, one for many, one that only a rule bounds, and a gift card. */
export async function addLimitedThings(view: ShopView, name: string): Promise<readonly LimitedThing[]> {
  const coupon = async (suffix: string, limit: number, bound: object): Promise<LimitedThing> => {
    const code = `${name}-${suffix}`;
    const discount = {type: 'AMOUNT', amount_off: 100, effect: 'APPLY_TO_ORDER'};
    await view.ask('POST', `/v1/vouchers/${code}`, {type: 'DISCOUNT_VOUCHER', discount, ...bound});
    return {code, limit, kind: 'coupon'};
  };
  const uses = (suffix: string, limit: number) => coupon(suffix, limit, {redemption: {quantity: limit}});
  const card = `${name}-CARD`;
  const gift = {amount: cardMinor, effect: 'APPLY_TO_ORDER'};
  await view.ask('POST', `/v1/vouchers/${card}`, {type: 'GIFT_VOUCHER', gift});
  return [
    await uses('ONE', 1),
    await uses('THREE', 3),
    await uses('MANY', 40),
    await coupon('RULE', 5, {validation_rules: [await addRule(view, name, 5)]}),
    {code: card, limit: cardMinor, kind: 'card'},
  ];
}

const ruleSchema = z.object({id: z.string()});

async function addRule(view: ShopView, name: string, limit: number): Promise<string> {
  const conditions = {$less_than_or_equal: [limit]};
  const rules = {'1': {name: 'campaign.redemptions.count', conditions}, logic: '1'};
  return ruleSchema.parse(await view.ask('POST', '/v1/validation-rules', {name, rules})).id;
}
