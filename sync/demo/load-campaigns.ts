import type {Clock} from '../../shared/kernel/epoch.ts';
import {
  type DemoCode,
  type DemoCoupon,
  type DemoGiftCard,
  type DemoPromotion,
  type DemoSeason,
  demoCampaigns,
} from './demo-campaigns.ts';
import {demoProducts} from './demo-catalogue.ts';
import {type DemoClient, idOf} from './demo-client.ts';
import {type DemoIds, demoRuleBody} from './demo-rule-body.ts';
import {inTurns} from './in-turns.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Loads rules, promotions, coupons and gift cards, their dates counted from now. */
export async function loadCampaigns(client: DemoClient, clock: Clock, ids: DemoIds): Promise<void> {
  const ruleIds = await loadRules(client, ids);
  const nowMs = clock.nowMs();
  const codes: CampaignCode[] = [];
  // One after the other: tills sort campaigns by id, and ids by when they were made.
  for (const promotion of demoCampaigns.promotions) await loadPromotion(client, nowMs, ruleIds, promotion);
  for (const coupon of demoCampaigns.coupons) {
    const id = await loadCoupon(client, nowMs, ruleIds, coupon);
    codes.push(...coupon.codes.map(code => ({...code, campaignId: id})));
    if (!coupon.active) await client.post(`/v1/campaigns/${id}/disable`, {});
  }
  for (const giftCard of demoCampaigns.giftCards) {
    const id = await loadGiftCard(client, giftCard);
    codes.push(...giftCard.codes.map(code => ({...code, campaignId: id})));
  }
  await loadCodes(client, codes);
}

type CampaignCode = DemoCode & {readonly campaignId: string};

type RuleIds = ReadonlyMap<string, string>;

async function loadRules(client: DemoClient, ids: DemoIds): Promise<RuleIds> {
  const loaded = await inTurns(demoCampaigns.rules, async rule => {
    const answer = await client.post('/v1/validation-rules', demoRuleBody(rule, demoProducts, ids));
    return [rule.name, idOf(answer)] as const;
  });
  return new Map(loaded);
}

async function loadPromotion(client: DemoClient, nowMs: number, rules: RuleIds, promotion: DemoPromotion) {
  await client.post('/v1/campaigns', {
    name: promotion.campaign,
    campaign_type: 'PROMOTION',
    type: 'STATIC',
    ...season(promotion, nowMs),
    promotion: {
      tiers: promotion.tiers.map(({name, banner, hierarchy, rule, discount}) => {
        return {name, banner, hierarchy, action: {discount}, validation_rules: assigned(rules, rule)};
      }),
    },
  });
}

async function loadCoupon(client: DemoClient, nowMs: number, rules: RuleIds, coupon: DemoCoupon) {
  const {campaign, discount, usesPerCode, rule} = coupon;
  const created = await client.post('/v1/campaigns', {
    name: campaign,
    campaign_type: 'DISCOUNT_COUPONS',
    type: 'AUTO_UPDATE',
    ...season(coupon, nowMs),
    voucher: {type: 'DISCOUNT_VOUCHER', discount, redemption: {quantity: usesPerCode}},
    ...(rule !== undefined && {validation_rules: assigned(rules, rule)}),
  });
  return idOf(created);
}

async function loadGiftCard(client: DemoClient, {campaign, balanceMinor}: DemoGiftCard) {
  const created = await client.post('/v1/campaigns', {
    name: campaign,
    campaign_type: 'GIFT_VOUCHERS',
    type: 'AUTO_UPDATE',
    voucher: {
      type: 'GIFT_VOUCHER',
      gift: {amount: balanceMinor, effect: 'APPLY_TO_ORDER'},
      redemption: {quantity: null},
    },
  });
  return idOf(created);
}

async function loadCodes(client: DemoClient, codes: readonly CampaignCode[]): Promise<void> {
  await inTurns(codes, ({campaignId, code, homeStore}) =>
    client.post(`/v1/campaigns/${campaignId}/vouchers/${code}`, {
      metadata: homeStore === undefined ? {} : {home_store: homeStore},
    }),
  );
}

function season({startsInDays, endsInDays, windows}: DemoSeason, nowMs: number) {
  const inDays = (days: number) => new Date(nowMs + days * dayMs).toISOString();
  return {
    start_date: inDays(startsInDays),
    ...(endsInDays !== null && {expiration_date: inDays(endsInDays)}),
    ...windows,
  };
}

function assigned(rules: RuleIds, name: string): string[] {
  const id = rules.get(name);
  if (id === undefined) throw new Error(`The demo files name the rule "${name}", which is nowhere.`);
  return [id];
}
