import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {product, request, settings} from '../../test/builders/facts.ts';
import {mapFactSource} from '../../test/builders/map-fact-source.ts';
import {campaign, percent, percentOff, tier} from '../../test/builders/offers.ts';
import {contentHash} from '../kernel/content-hash.ts';
import {epochMs} from '../kernel/epoch.ts';
import {decide} from './decide.ts';
import {gather} from './gather.ts';

const autumn = campaign('Autumn');
const tea = tier('tea', percentOff(10), {campaign: autumn});
const code = percent('TEN', 10);
const documents = [settings(), product('mug', 2400), autumn, tea.tier, code.voucher].filter(
  d => d !== null && d !== undefined,
);
const asked = request(cart({mug: {}}), [code, tea], {mode: 'PARTIAL'});

async function refusals(withheld: readonly string[]): Promise<readonly string[]> {
  const source = {...mapFactSource(documents, []), withheld: async () => withheld};
  const facts = await gather(source, asked, epochMs(1_000));
  const verdicts = decide(facts, asked).verdicts;
  return verdicts.map(verdict => (verdict.status === 'applied' ? 'applied' : verdict.refusal.code));
}

test('[DE30] what is withheld counts as switched off', async () => {
  expect(await refusals([])).toEqual(['applied', 'applied']);
  expect(await refusals([code.voucher?.id ?? ''])).toEqual(['disabled', 'applied']);
  expect(await refusals([tea.tier?.id ?? ''])).toEqual(['applied', 'disabled']);
  expect(await refusals([autumn.id])).toEqual(['applied', 'campaign_disabled']);
});

test('[DE30] facts name what is withheld of what they hold, and their documents stay as published', async () => {
  const source = {...mapFactSource(documents, []), withheld: async () => ['v_other', autumn.id]};
  const facts = await gather(source, asked, epochMs(1_000));
  expect(facts.withheld).toEqual([autumn.id]);
  expect(facts.campaigns.map(contentHash)).toEqual([contentHash(autumn)]);
  const without = await gather({...source, withheld: async () => ['v_other']}, asked, epochMs(1_000));
  expect('withheld' in without).toBe(false);
});
