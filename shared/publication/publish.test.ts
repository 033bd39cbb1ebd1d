import {describe, expect, test} from 'vitest';
import {openingMs} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {present} from '../kernel/assert.ts';
import {epochMs} from '../kernel/epoch.ts';
import {accountKeySchema} from '../ledger/account-key.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {Publication} from './publication.ts';
import {type PublicationFacts, type PublicationRequest, publish} from './publish.ts';
import type {PublishingTerms} from './publishing-terms.ts';

function code(name: string, given: Partial<Voucher> = {}): Voucher {
  return {...present(percent(name, 10).voucher, name), campaignId: 'camp_autumn', ...given};
}

const terms: PublishingTerms = {
  campaignId: 'camp_autumn',
  active: true,
  type: 'STATIC',
  joinOnce: false,
  isLoyalty: false,
};
const ofVoucher = {voucher: {code: 'A'}, campaign: null} as const;

function ask(request: Partial<PublicationRequest>, facts: Partial<PublicationFacts> = {}) {
  return publish(
    {voucher: null, campaign: {count: 1}, customerId: 'cust_ann', sourceId: null, ...request},
    {nowMs: openingMs, voucher: null, terms, free: [], held: [], prior: null, ...facts},
  );
}

/** `publish v_A v_B +1`, `joined v_A`, `replayed pub_1`, or the refusal's code. */
function told(result: ReturnType<typeof publish>): string {
  if (!result.ok) return result.refusal.code;
  const {plan} = result;
  if (plan.kind === 'joined_before') return `joined ${plan.voucherId}`;
  if (plan.kind === 'replayed') return `replayed ${plan.publication.id}`;
  return ['publish', ...plan.voucherIds, ...(plan.generate > 0 ? [`+${plan.generate}`] : [])].join(' ');
}

function accounts(result: ReturnType<typeof publish>): readonly string[] {
  return result.ok && result.plan.kind === 'publish' ? result.plan.draws.map(({account}) => account) : [];
}

describe('from a campaign', () => {
  test('[PB1] takes free codes in their order', () => {
    expect(told(ask({campaign: {count: 2}}, {free: [code('A'), code('B'), code('C')]}))).toBe(
      'publish v_A v_B',
    );
  });

  test('[PB2] passes over codes that are switched off or have ended', () => {
    const free = [code('OFF', {active: false}), code('OLD', {endsAtMs: epochMs(openingMs)}), code('A')];
    expect(told(ask({}, {free}))).toBe('publish v_A');
  });

  test('[PB3] AUTO_UPDATE makes what is missing, others are out of codes', () => {
    const auto = {...terms, type: 'AUTO_UPDATE'} as const;
    expect(told(ask({campaign: {count: 3}}, {terms: auto, free: [code('A')]}))).toBe('publish v_A +2');
    expect(ask({campaign: {count: 3}}, {free: [code('A')]})).toEqual({
      ok: false,
      refusal: {code: 'no_voucher_suitable_for_publication', available: 1},
    });
    expect(told(ask({campaign: {count: 2}}, {free: [code('A')]}))).toBe(
      'no_voucher_suitable_for_publication',
    );
  });

  test('[PB4] 1 to 50 codes, one where a source id or joining once allows no more', () => {
    const free = Array.from({length: 60}, (_, index) => code(`N${index}`));
    const refusal = (count: number, more = {}) => ask({campaign: {count}, ...more}, {free});
    expect(refusal(50).ok).toBe(true);
    expect(refusal(51)).toMatchObject({refusal: {code: 'too_many_vouchers_requested', limit: 50}});
    expect([0, -1, 1.5].map(count => told(refusal(count)))).toEqual(Array(3).fill('count_out_of_range'));
    expect(refusal(2, {sourceId: 's-1'})).toMatchObject({
      refusal: {code: 'too_many_vouchers_requested', limit: 1},
    });
    expect(refusal(2, {joinOnce: true})).toMatchObject({refusal: {limit: 1}});
  });

  test('[PB6] a switched-off or unknown campaign gives nothing', () => {
    expect(told(ask({}, {terms: {...terms, active: false}, free: [code('A')]}))).toBe('campaign_not_active');
    expect(told(ask({}, {terms: null}))).toBe('campaign_unknown');
  });
});

describe('a code by name', () => {
  test('[PB5] a unique code goes to one customer', () => {
    expect(told(ask(ofVoucher, {voucher: code('A')}))).toBe('publish v_A');
    expect(ask(ofVoucher, {voucher: code('A', {holderId: 'cust_bob'})})).toEqual({
      ok: false,
      refusal: {code: 'voucher_already_published', voucherId: 'v_A'},
    });
    expect(told(ask(ofVoucher, {voucher: code('A', {holderId: 'cust_ann'})}))).toBe(
      'voucher_already_published',
    );
  });

  test('[PB6] an unknown, switched-off or ended code is told apart', () => {
    expect(told(ask(ofVoucher))).toBe('voucher_unknown');
    expect(told(ask(ofVoucher, {voucher: code('A', {active: false})}))).toBe('voucher_disabled');
    expect(told(ask(ofVoucher, {voucher: code('A', {endsAtMs: openingMs})}))).toBe('voucher_expired');
    expect(told(ask(ofVoucher, {voucher: code('A'), terms: {...terms, active: false}}))).toBe(
      'campaign_not_active',
    );
  });

  test('[PB7] a voucher beats a campaign; one of them, and a customer, must be named', () => {
    expect(told(ask({voucher: {code: 'A'}, campaign: {count: 9}}, {voucher: code('A')}))).toBe('publish v_A');
    expect(told(ask({voucher: null, campaign: null}))).toBe('missing_vouchers');
    expect(told(ask({customerId: null}))).toBe('missing_customer');
  });

  test('[PB9] a voucher of its own needs no campaign', () => {
    const own = ask(ofVoucher, {voucher: code('A', {campaignId: null}), terms: null});
    expect(own).toMatchObject({plan: {campaignId: null, voucherIds: ['v_A']}});
  });
});

describe('joining once', () => {
  const once = {...terms, joinOnce: true};
  const held = [code('MINE', {holderId: 'cust_ann'})];

  test('[PB8] who asks again gets the same code; another one cannot be published to him', () => {
    expect(told(ask({}, {terms: once, held, free: [code('A')]}))).toBe('joined v_MINE');
    expect(told(ask({joinOnce: true}, {held, free: [code('A')]}))).toBe('joined v_MINE');
    expect(told(ask({voucher: {code: 'MINE'}}, {terms: once, held, voucher: held[0] ?? null}))).toBe(
      'joined v_MINE',
    );
    expect(ask(ofVoucher, {terms: once, held, voucher: code('A')})).toEqual({
      ok: false,
      refusal: {code: 'voucher_cannot_be_published', joinedById: 'v_MINE'},
    });
  });

  test('[PB8] loyalty is always joined once, one code for everybody never', () => {
    expect(told(ask({}, {terms: {...terms, isLoyalty: true}, held, free: [code('A')]}))).toBe(
      'joined v_MINE',
    );
    const standalone = {...once, type: 'STANDALONE'} as const;
    expect(told(ask({}, {terms: standalone, held, free: [code('ALL')]}))).toBe('publish v_ALL');
  });

  test('[PB11] what must happen once is drawn from the ledger: the joining, and each code', () => {
    expect(accounts(ask({}, {terms: once, free: [code('A')]}))).toEqual([
      'q:camp_autumn:joined:cust_ann',
      'q:v_A:joined',
    ]);
    expect(accounts(ask({}, {free: [code('A')]}))).toEqual(['q:v_A:joined']);
    expect(accounts(ask({}, {terms: {...terms, type: 'STANDALONE'}, free: [code('ALL')]}))).toEqual([]);
  });
});

test('[PB10] the same source id for the same customer and campaign is the same publication, else it is refused', () => {
  const prior: Publication = {
    id: 'pub_1',
    createdAtMs: openingMs,
    customerId: 'cust_ann',
    campaignId: 'camp_autumn',
    voucherIds: ['v_A'],
    sourceId: 's-1',
    channel: null,
    metadata: {},
  };
  const again = (request: Partial<PublicationRequest>, facts: Partial<PublicationFacts> = {}) =>
    told(ask({sourceId: 's-1', ...request}, {prior, ...facts}));
  expect(again({})).toBe('replayed pub_1');
  expect(again(ofVoucher, {voucher: code('A', {holderId: 'cust_ann'})})).toBe('replayed pub_1');
  expect(again({customerId: 'cust_bob'})).toBe('duplicate_source_id');
  expect(again({}, {terms: {...terms, campaignId: 'camp_winter'}})).toBe('duplicate_source_id');
  expect(again(ofVoucher, {voucher: code('B')})).toBe('duplicate_source_id');
});

test('[PB10] [PB11] two publications at once with one source id draw on one account, whatever they publish', () => {
  const [first, other] = [{sourceId: 'cart:7'}, {sourceId: 'cart:7', customerId: 'cust_bob' as const}];
  const [one] = accounts(ask(first, {free: [code('A')]}));
  expect(one).toMatch(/^q:pub_[0-9a-f]{64}:joined$/);
  expect(accountKeySchema.safeParse(one).success).toBe(true);
  expect(accounts(ask(other, {free: [code('B')]}))).toContain(one);
  expect(accounts(ask({sourceId: 'cart:8'}, {free: [code('B')]}))).not.toContain(one);
});
