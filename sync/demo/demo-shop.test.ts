import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {parseDefinition} from '../../shared/rules/parse-definition.ts';
import {demoCampaigns} from './demo-campaigns.ts';
import {demoProducts} from './demo-catalogue.ts';
import {demoCustomers, demoSegments} from './demo-customers.ts';
import {demoRuleBody} from './demo-rule-body.ts';
import {demoStaff, demoStores} from './demo-stores.ts';
import {suggestions} from './try-this.ts';

const {rules, promotions, coupons, giftCards} = demoCampaigns;
const codes = [...coupons, ...giftCards].flatMap(c => c.codes);

/** GS1 General Specifications, 7.9: weights 1 and 3 from the left over the first twelve digits. */
function checkDigit(ean: string): number {
  const sum = [...ean.slice(0, 12)].reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at);
}

describe('the catalogue', () => {
  test('has about 300 products in seven categories', () => {
    expect(demoProducts.length).toBeGreaterThanOrEqual(300);
    expect(new Set(demoProducts.map(p => p.category)).size).toBe(7);
  });

  test('every EAN-13 has its right check digit', () => {
    const wrong = demoProducts.filter(
      p => !/^\d{13}$/.test(p.ean) || Number(p.ean[12]) !== checkDigit(p.ean),
    );
    expect(wrong).toEqual([]);
  });

  test('a known good and a known bad number tell the check apart', () => {
    expect(checkDigit('4006381333931')).toBe(1);
    expect(checkDigit('4006381333921')).not.toBe(1);
  });

  test('no EAN is one of the in-store numbers for weight and price (02, 20–29)', () => {
    expect(demoProducts.filter(p => /^(02|2)/.test(p.ean))).toEqual([]);
  });

  test('source ids, EANs and names are there once', () => {
    expect(repeated(demoProducts.map(p => p.sourceId))).toEqual([]);
    expect(repeated(demoProducts.map(p => p.ean))).toEqual([]);
    expect(repeated(demoProducts.map(p => p.name))).toEqual([]);
  });
});

describe('the people', () => {
  test('are 200 customers, each with a card, phone and mail address of their own', () => {
    expect(demoCustomers).toHaveLength(200);
    for (const field of ['sourceId', 'name', 'phone', 'email'] as const)
      expect(repeated(demoCustomers.map(c => c[field]))).toEqual([]);
  });

  test('cannot be called or written to: numbers and domains are those kept for fiction', () => {
    // Ofcom drama numbers, Bundesnetzagentur drama numbers of Berlin, Arcep numbers for fiction.
    const fictional = /^(\+447700900\d{3}|\+493023125\d{3}|\+3363998\d{4})$/;
    expect(demoCustomers.filter(c => !fictional.test(c.phone))).toEqual([]);
    expect(demoCustomers.filter(c => !/@example\.(com|org|net)$/.test(c.email))).toEqual([]);
  });

  test('every segment has members, and all of them are customers', () => {
    const cards = new Set(demoCustomers.map(c => c.sourceId));
    for (const segment of demoSegments) {
      expect(segment.customers.length).toBeGreaterThan(0);
      expect(segment.customers.filter(card => !cards.has(card))).toEqual([]);
      expect(repeated(segment.customers)).toEqual([]);
    }
  });

  test('staff: a PIN each, managers with at least six digits', () => {
    expect(repeated(demoStaff.map(s => s.pin))).toEqual([]);
    expect(demoStaff.filter(s => s.role === 'manager' && s.pin.length < 6)).toEqual([]);
    expect(new Set(demoStaff.map(s => s.role))).toEqual(new Set(['cashier', 'manager']));
  });

  test('two stores with two tills each; every home store is one of them', () => {
    expect(demoStores.map(s => s.tills.length)).toEqual([2, 2]);
    const stores = demoStores.map(s => s.sourceId);
    const homes = [...demoCustomers, ...codes].map(x => x.homeStore).filter(home => home !== undefined);
    expect(homes.filter(home => !stores.includes(home))).toEqual([]);
  });
});

describe('the campaigns', () => {
  const catalogueIds = new Map(demoProducts.map(p => [p.sourceId, `prod_${p.sourceId}`]));
  const segmentIds = new Map(demoSegments.map(s => [s.name, `seg_${s.name}`]));
  const bodies = rules.map(rule =>
    demoRuleBody(rule, demoProducts, {products: catalogueIds, segments: segmentIds}),
  );

  test('are at least a dozen, of every kind', () => {
    expect(promotions.length + coupons.length + giftCards.length).toBeGreaterThanOrEqual(12);
    expect(coupons.some(c => c.usesPerCode === null)).toBe(true);
    expect(coupons.some(c => c.usesPerCode === 3)).toBe(true);
    expect(coupons.some(c => c.usesPerCode === 1 && c.codes.length > 10)).toBe(true);
    expect(coupons.some(c => !c.active)).toBe(true);
    expect(coupons.some(c => c.startsInDays > 0)).toBe(true);
    expect(coupons.some(c => c.endsInDays !== null && c.endsInDays < 0)).toBe(true);
  });

  test('campaign names, rule names and codes are there once, whatever the case of their letters', () => {
    expect(repeated([...promotions, ...coupons, ...giftCards].map(c => c.campaign))).toEqual([]);
    expect(repeated(rules.map(r => r.name))).toEqual([]);
    expect(repeated(codes.map(c => c.code.toUpperCase()))).toEqual([]);
  });

  test.each(bodies.map(body => [body.name, body] as const))('the rule "%s" parses', (_, body) => {
    expect(parseDefinition(body)).toMatchObject({ok: true});
  });

  test('a rule about a segment or product names ids, not names', () => {
    const text = JSON.stringify(bodies);
    expect(text).toContain('seg_Students');
    expect(text).toContain('"id":"prod_POT-001"');
  });

  test('every rule is used, and every rule used is there', () => {
    const named = [...promotions.flatMap(p => p.tiers), ...coupons]
      .map(x => x.rule)
      .filter(rule => rule !== undefined);
    expect(new Set(named)).toEqual(new Set(rules.map(r => r.name)));
  });

  test('a rule that names what there is not is refused', () => {
    const rule = {name: 'x', rules: {}, appliesToCategories: ['umbrellas']};
    const ids = {products: catalogueIds, segments: segmentIds};
    expect(() => demoRuleBody(rule, demoProducts, ids)).toThrow('umbrellas');
  });

  test('tills of both stores hold codes and gift cards from the morning, and some codes no till holds', () => {
    for (const campaign of [...coupons.filter(c => c.usesPerCode === 1), ...giftCards]) {
      const homes = new Set(campaign.codes.map(c => c.homeStore));
      expect(homes).toEqual(new Set(['quayside', 'old-market', undefined]));
    }
  });
});

describe('what to try', () => {
  const known = new Set([...codes.map(c => c.code), ...demoProducts.map(p => p.sourceId)]);

  test('names codes and products that are there', () => {
    expect(suggestions.flatMap(s => s.scan).filter(text => !known.has(text))).toEqual([]);
  });

  test('so does docs/demo-shop.md, and the PINs in it are those of the staff', () => {
    const text = readFileSync(join(import.meta.dirname, '../../docs/demo-shop.md'), 'utf8');
    const quoted = [...text.matchAll(/`([A-Z][A-Z0-9-]{3,})`/g)].map(match => match[1] ?? '');
    expect(quoted.length).toBeGreaterThan(10);
    expect(quoted.filter(code => !known.has(code))).toEqual([]);
    const pins = [...text.matchAll(/`(\d{4,8})`/g)].map(match => match[1]);
    expect(new Set(pins)).toEqual(new Set(demoStaff.map(s => s.pin)));
    const eans = [...text.matchAll(/\b\d{13}\b/g)].map(match => match[0]);
    expect(eans.filter(ean => !demoProducts.some(p => p.ean === ean))).toEqual([]);
  });
});
