import {expect, test} from 'vitest';
import {campaign} from '../../test/builders/offers.ts';
import {epochMs} from '../kernel/epoch.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Campaign} from './campaign.ts';
import {type TimedRedeemable, validityRefusal} from './validity.ts';

const at = (text: string) => epochMs(Date.parse(text));
const now = at('2026-11-20T08:30:00Z');
const later = epochMs(now + 1);
const open: TimedRedeemable = {active: true, startsAtMs: null, endsAtMs: null, campaignId: null};
const ofA: TimedRedeemable = {...open, campaignId: 'camp_A'};
const mornings = {hours: [{startMinute: 480, endMinute: 720, daysOfWeek: [0, 1, 2, 3, 4, 5, 6]}]};
const evenings = {hours: [{startMinute: 1080, endMinute: 1200, daysOfWeek: [0, 1, 2, 3, 4, 5, 6]}]};
const saturdays = {daysOfWeek: [6]};

/** On Friday 20 November 2026 at 09:30 in Vienna, in a shop that sells in euro. */
function refusal(
  redeemable: TimedRedeemable,
  campaigns: readonly Campaign[] = [],
  currency = 'EUR',
): Refusal | null {
  return validityRefusal(redeemable, {
    nowMs: now,
    zone: 'Europe/Vienna',
    currency,
    projectCurrency: 'EUR',
    findCampaign: id => campaigns.find(one => one.id === id),
  });
}

test.each([
  ['without dates it is always valid', open, null],
  ['switched off', {...open, active: false}, {code: 'disabled'}],
  ['the start instant is inside', {...open, startsAtMs: now}, null],
  [
    'one millisecond before it is not',
    {...open, startsAtMs: later},
    {code: 'not_started', startsAtMs: later},
  ],
  ['the end instant is outside', {...open, endsAtMs: now}, {code: 'expired', endedAtMs: now}],
  ['the last millisecond before it is inside', {...open, endsAtMs: later}, null],
  ['switched off says so first', {...open, active: false, endsAtMs: at('2026-01-01')}, {code: 'disabled'}],
])('[V1] [V3] %s', (_, redeemable, expected) => {
  expect(refusal(redeemable)).toEqual(expected);
});

test.each([
  ['a campaign that runs', [campaign('A')], null],
  ['one switched off', [campaign('A', {active: false})], {code: 'campaign_disabled', campaignId: 'camp_A'}],
  ['one that could not be loaded', [], {code: 'campaign_disabled', campaignId: 'camp_A'}],
  ['one that has not begun', [campaign('A', {startsAtMs: later})], {code: 'not_started', startsAtMs: later}],
  ['one that is over', [campaign('A', {endsAtMs: now})], {code: 'expired', endedAtMs: now}],
])('[V1] [V3] with %s', (_, campaigns, expected) => {
  expect(refusal(ofA, campaigns)).toEqual(expected);
});

test('[V3] its own dates come before the campaign’s', () => {
  const over = campaign('A', {endsAtMs: at('2026-01-01')});
  const endsAtMs = at('2026-06-01');
  expect(refusal({...ofA, endsAtMs}, [over])).toEqual({code: 'expired', endedAtMs: endsAtMs});
});

test.each([
  ['that runs', [campaign('B')], null],
  ['switched off', [campaign('B', {active: false})], {code: 'campaign_disabled', campaignId: 'camp_B'}],
  ['not to be found', [], {code: 'campaign_disabled', campaignId: 'camp_B'}],
  ['that is over', [campaign('B', {endsAtMs: now})], {code: 'expired', endedAtMs: now}],
  [
    'whose days are others',
    [campaign('B', {validity: saturdays})],
    {code: 'not_now', opensAtMs: at('2026-11-20T23:00Z')},
  ],
  ['that names its own sub-campaign as main', [campaign('B', {parentId: 'camp_A'})], null],
])('[V1] [V3] [V5] a main campaign %s', (_, main, expected) => {
  expect(refusal(ofA, [campaign('A', {parentId: 'camp_B'}), ...main])).toEqual(expected);
});

test.each([
  ['the project’s, of no campaign', open, [], 'EUR', null],
  ['another, of no campaign', open, [], 'CHF', {code: 'currency_not_covered', currency: 'CHF'}],
  ['the campaign’s own', ofA, [campaign('A', {currency: 'CHF'})], 'CHF', null],
  [
    'not the campaign’s own',
    ofA,
    [campaign('A', {currency: 'CHF'})],
    'EUR',
    {code: 'currency_not_covered', currency: 'EUR'},
  ],
  [
    'the main campaign’s',
    ofA,
    [campaign('A', {parentId: 'camp_B'}), campaign('B', {currency: 'CHF'})],
    'CHF',
    null,
  ],
  [
    'the sub-campaign’s before the main one’s',
    ofA,
    [campaign('A', {parentId: 'camp_B', currency: 'GBP'}), campaign('B', {currency: 'CHF'})],
    'CHF',
    {code: 'currency_not_covered', currency: 'CHF'},
  ],
])('[V2] a sale in %s', (_, redeemable, campaigns, currency, expected) => {
  expect(refusal(redeemable, campaigns, currency)).toEqual(expected);
});

const tenDays = {activeAfterPublishingIso: 'P10D'};
const published = (text: string): TimedRedeemable => ({...ofA, publishedAtMs: at(text)});

test.each([
  ['ten days are not over', published('2026-11-10T08:30:00.001Z'), {endsAtMs: at('2026-11-15')}, null],
  ['ten days are over', published('2026-11-10T08:30Z'), {}, {code: 'expired', endedAtMs: now}],
  ['unpublished: the campaign’s end', ofA, {endsAtMs: now}, {code: 'expired', endedAtMs: now}],
  ['unpublished, without an end', ofA, {}, null],
  [
    'the campaign’s start stays',
    published('2026-11-19'),
    {startsAtMs: later},
    {code: 'not_started', startsAtMs: later},
  ],
  ['its own end stays', {...published('2026-11-19'), endsAtMs: now}, {}, {code: 'expired', endedAtMs: now}],
])('[V4] good for ten days after publishing: %s', (_, redeemable, dates, expected) => {
  expect(refusal(redeemable, [campaign('A', {...tenDays, ...dates})])).toEqual(expected);
});

test('[V4] a main campaign’s end is not overridden, nor does its own time after publishing count', () => {
  const main = campaign('B', {...tenDays, endsAtMs: now});
  const sub = campaign('A', {...tenDays, parentId: 'camp_B'});
  expect(refusal(published('2026-11-19'), [sub, main])).toEqual({code: 'expired', endedAtMs: now});
});

test('[V4] a time that is no duration is told to whoever looks after the campaign', () => {
  const broken = campaign('A', {activeAfterPublishingIso: 'ten days'});
  expect(refusal(published('2026-11-19'), [broken])).toEqual({
    code: 'definition_broken',
    where: 'camp_A activeAfterPublishingIso',
    message: 'ten days is no ISO 8601 duration',
  });
});

test.each([
  ['open', {...open, validity: mornings}, [], null],
  ['closed', {...open, validity: evenings}, [], {code: 'not_now', opensAtMs: at('2026-11-20T17:00Z')}],
  [
    'both its own and the campaign’s',
    {...ofA, validity: evenings},
    [campaign('A', {validity: saturdays})],
    {code: 'not_now', opensAtMs: at('2026-11-21T17:00Z')},
  ],
  [
    'never together',
    {...ofA, validity: evenings},
    [campaign('A', {validity: mornings})],
    {code: 'not_now', opensAtMs: null},
  ],
  [
    'over before they open again',
    {...open, validity: saturdays, endsAtMs: at('2026-11-20T22:00Z')},
    [],
    {code: 'not_now', opensAtMs: null},
  ],
  [
    'an expired one says so first',
    {...open, validity: evenings, endsAtMs: now},
    [],
    {code: 'expired', endedAtMs: now},
  ],
])('[V5] days and hours: %s', (_, redeemable, campaigns, expected) => {
  expect(refusal(redeemable, campaigns)).toEqual(expected);
});
