import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {facts, request} from '../../test/builders/facts.ts';
import {mapFactSource} from '../../test/builders/map-fact-source.ts';
import {percent} from '../../test/builders/offers.ts';
import {condition, rule} from '../../test/builders/rules.ts';
import {epochMs} from '../kernel/epoch.ts';
import {decide} from './decide.ts';
import {gather} from './gather.ts';

const basket = cart({mug: 2_400});
/** 23:30 on 19 November in Vienna, 17:30 in New York. */
const nowMs = epochMs(Date.parse('2026-11-19T22:30:00Z'));

test('[DE25] happy hour is that of the store that sells, else of the project', () => {
  const hours = {$timeframe_daily_hours: ['17:00;18:00;4']};
  const offer = percent('HAPPY', 10, {
    rules: [rule('EVENING', {'1': condition('order.metadata', hours, {property: 'at'}), logic: '1'})],
  });
  const sold = {...basket, metadata: {at: '2026-11-19T22:30:00Z'}};
  const known = facts([offer], {nowMs});
  expect(decide(known, request(sold, [offer])).valid).toBe(false);
  expect(decide(known, {...request(sold, [offer]), timeZone: 'America/New_York'}).valid).toBe(true);
});

test('[DE25] a limit per day counts in the day of the store', async () => {
  const perDay = condition('redemption.count.daily', {$less_than_or_equal: [5]});
  const offer = percent('DAILY', 10, {rules: [rule('FIVE', {'1': perDay, logic: '1'})]});
  const asked = request(basket, [offer]);
  // 00:30 on the 20th in Vienna.
  const late = epochMs(Date.parse('2026-11-19T23:30:00Z'));
  const {settings, vouchers, validationRules} = facts([offer]);
  const source = mapFactSource([settings, ...vouchers, ...validationRules], []);
  const drawn = async (timeZone?: string) => {
    const question = timeZone === undefined ? asked : {...asked, timeZone};
    return decide(await gather(source, question, late), question).draws.map(({account}) =>
      account.split(':').at(-1),
    );
  };
  expect(await drawn()).toEqual(['d2026-11-20']);
  expect(await drawn('America/New_York')).toEqual(['d2026-11-19']);
});
