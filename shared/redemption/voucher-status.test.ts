import {describe, expect, test} from 'vitest';
import {openingMs} from '../../test/builders/facts.ts';
import {campaign, gift, type OfferGiven, percent} from '../../test/builders/offers.ts';
import {present} from '../kernel/assert.ts';
import {epochMs} from '../kernel/epoch.ts';
import {minor} from '../money/minor.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import {type VoucherLife, voucherStatus} from './voucher-status.ts';

type Given = Partial<Omit<VoucherLife, 'voucher' | 'uses' | 'credits'>> & {
  readonly redeemed?: number;
  readonly held?: number;
  readonly offer?: OfferGiven;
  readonly campaign?: Campaign;
};

function status(kind: VoucherLife['kind'], {redeemed = 0, held = 0, offer = {}, ...given}: Given = {}) {
  const {campaign: parent = campaign('Autumn'), ...life} = given;
  return voucherStatus({
    voucher: present(percent('CODE', 10, {campaign: parent, usesLimit: 2, ...offer}).voucher, 'voucher'),
    kind,
    uses: {redeemed, held},
    isDistributed: false,
    nowMs: openingMs,
    zone: 'Europe/Vienna',
    findCampaign: () => parent,
    ...life,
  });
}

const over = {offer: {endsAtMs: openingMs}};
const campaignOver = {campaign: campaign('Autumn', {endsAtMs: openingMs})};
const campaignOff = {campaign: campaign('Autumn', {active: false})};
const off = {offer: {active: false}};
const assigned = {offer: {voucher: {holderId: 'cust_ada' as const}}};

describe('[RD17] a generic voucher is', () => {
  test.each<[ReturnType<typeof status>, string, Given]>([
    ['active', 'from the start', {}],
    ['active', 'while some uses are left', {redeemed: 1}],
    ['active', 'while some are neither used nor reserved', {held: 1}],
    ['active', 'before its time as well', {offer: {startsAtMs: epochMs(openingMs + 1)}}],
    ['active', 'in a campaign of another currency', {campaign: campaign('Autumn', {currency: 'USD'})}],
    [
      'active',
      'without a limit however often it was used',
      {redeemed: 99, held: 9, offer: {voucher: {usesLimit: null}}},
    ],
    ['reserved', 'when all that is left is held', {redeemed: 1, held: 1}],
    ['redeemed', 'when all uses are gone', {redeemed: 2}],
    ['redeemed', 'when its time is over and it was used', {redeemed: 1, ...over}],
    ['expired', 'when its time is over and it never was', over],
    ['expired', 'when its campaign’s time is over', campaignOver],
    ['deactivated', 'when it is switched off, used up or not', {redeemed: 2, ...off}],
    ['deactivated', 'when its campaign is', campaignOff],
  ])('%s %s', (expected, _, given) => {
    expect(status('generic', given)).toBe(expected);
  });
});

describe('[RD18] a unique voucher is', () => {
  test.each<[ReturnType<typeof status>, string, Given]>([
    ['created', 'at first', {}],
    ['distributed', 'when it was handed out', {isDistributed: true}],
    ['assigned', 'when it is a customer’s, handed out or not', {isDistributed: true, ...assigned}],
    ['reserved', 'when all that is left is held', {held: 2, ...assigned}],
    ['created', 'while some is neither used nor held', {held: 1}],
    ['active', 'when it was used and more is left', {redeemed: 1, ...assigned}],
    ['redeemed', 'when all uses are gone', {redeemed: 2, ...assigned}],
    ['redeemed', 'even after its time', {redeemed: 2, ...over}],
    ['expired', 'when its time is over and uses are left', {redeemed: 1, ...over}],
    [
      'expired',
      'so long after publication as its campaign says',
      {
        campaign: campaign('Autumn', {activeAfterPublishingIso: 'P1D'}),
        offer: {voucher: {publishedAtMs: epochMs(openingMs - 86_400_000)}},
      },
    ],
    ['deactivated', 'when it is switched off', off],
  ])('%s %s', (expected, _, given) => {
    expect(status('unique', given)).toBe(expected);
  });
});

describe('[RD19] a gift card is', () => {
  const credits = (loaded: number, used = 0, held = 0) => ({
    loadedMinor: minor(loaded),
    usedMinor: minor(used),
    heldMinor: minor(held),
  });

  test.each<[ReturnType<typeof status>, string, VoucherLife['credits'], number]>([
    ['created', 'before it was loaded', credits(0), 0],
    ['created', 'with all its credits', credits(2_000), 0],
    ['active', 'with some used', credits(2_000, 500), 1],
    ['reserved', 'when transactions hold the rest', credits(2_000, 500, 1_500), 1],
    ['active', 'while they hold but a part', credits(2_000, 500, 1_000), 1],
    ['redeemed', 'when nothing is left', credits(2_000, 2_000), 2],
    ['active', 'again when it is loaded again', credits(3_000, 2_000), 2],
  ])('%s %s', (expected, _, held, redeemed) => {
    const voucher = present(gift('CARD', 2_000).voucher, 'voucher');
    const life = {voucher, kind: 'unique' as const, uses: {redeemed, held: 0}, isDistributed: false};
    expect(
      voucherStatus({
        ...life,
        ...(held === undefined ? {} : {credits: held}),
        nowMs: openingMs,
        zone: 'Europe/Vienna',
        findCampaign: () => undefined,
      }),
    ).toBe(expected);
  });
});
