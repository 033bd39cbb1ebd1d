import {expect, test} from 'vitest';
import {campaign} from '../../test/builders/offers.ts';
import {epochMs} from '../kernel/epoch.ts';
import {validityRefusal} from './validity.ts';

const at = epochMs;
const open = {active: true, startsAtMs: null, endsAtMs: null, campaignId: null};
const noon = at(1_000);

test.each([
  ['without dates it is always valid', open, null],
  ['switched off', {...open, active: false}, {code: 'disabled'}],
  ['the start instant is inside', {...open, startsAtMs: noon}, null],
  [
    'one millisecond before it is not',
    {...open, startsAtMs: at(1_001)},
    {code: 'not_started', startsAtMs: 1_001},
  ],
  ['the end instant is outside', {...open, endsAtMs: noon}, {code: 'expired', endedAtMs: 1_000}],
  ['the last millisecond before it is inside', {...open, endsAtMs: at(1_001)}, null],
  ['switched off says so first', {...open, active: false, endsAtMs: at(1)}, {code: 'disabled'}],
])('%s', (_, redeemable, expected) => {
  expect(validityRefusal(redeemable, undefined, noon)).toEqual(expected);
});

test.each([
  ['a campaign that runs', campaign('A'), null],
  ['one switched off', campaign('A', {active: false}), {code: 'campaign_disabled', campaignId: 'camp_A'}],
  ['one that could not be loaded', undefined, {code: 'campaign_disabled', campaignId: 'camp_A'}],
  [
    'one that has not begun',
    campaign('A', {startsAtMs: at(2_000)}),
    {code: 'not_started', startsAtMs: 2_000},
  ],
  ['one that is over', campaign('A', {endsAtMs: noon}), {code: 'expired', endedAtMs: 1_000}],
])('with %s', (_, base, expected) => {
  expect(validityRefusal({...open, campaignId: 'camp_A'}, base, noon)).toEqual(expected);
});

test('its own dates come before the campaign’s', () => {
  const over = campaign('A', {endsAtMs: at(1)});
  expect(validityRefusal({...open, campaignId: 'camp_A', endsAtMs: at(500)}, over, noon)).toEqual({
    code: 'expired',
    endedAtMs: 500,
  });
});
