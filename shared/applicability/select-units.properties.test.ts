import fc from 'fast-check';
import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {collection} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {inShop, selecting} from '../../test/builders/selection.ts';
import {minor} from '../money/minor.ts';
import type {LineFacts} from '../order/line-facts.ts';
import {selects} from '../rules/product-selector.ts';
import {type ApplicableEntry, type ApplicableTo, applicableEffects} from '../rules/validation-rule.ts';
import {selectUnits} from './select-units.ts';
import type {SelectionInput} from './selection-input.ts';

const shelf = {
  products: ['a', 'b', 'c', 'd'].map(name => product(name, null)),
  collections: [collection('ab', 'prod_a', 'prod_b'), collection('cd', 'prod_c', 'prod_d')],
};

/** Absent as often as not. */
const perhaps = <T>(name: string, value: fc.Arbitrary<T>) =>
  fc.option(value, {nil: undefined}).map(given => (given === undefined ? {} : {[name]: given}));

const anyEntry: fc.Arbitrary<ApplicableEntry> = fc
  .tuple(
    fc.constantFrom(
      ...['prod_a', 'prod_b', 'prod_c', 'prod_d'].map(id => ({
        object: 'product' as const,
        id,
        sourceId: null,
      })),
      ...['pc_ab', 'pc_cd'].map(id => ({object: 'products_collection' as const, id, sourceId: null})),
    ),
    perhaps('effect', fc.constantFrom(...applicableEffects)),
    perhaps('target', fc.constantFrom('ITEM', 'UNIT')),
    perhaps('skipInitially', fc.nat(4)),
    perhaps('repeat', fc.integer({min: 1, max: 4})),
    perhaps('quantityLimit', fc.nat(5)),
    perhaps('aggregatedQuantityLimit', fc.nat(12)),
    perhaps('aggregatedAmountLimitMinor', fc.nat(900).map(minor)),
    perhaps('unitLimits', fc.constant([{scope: 'campaign' as const, limit: 9}])),
  )
  .map(([named, ...settings]) => Object.assign({...named}, ...settings) as ApplicableEntry);

const anyRule: fc.Arbitrary<ApplicableTo> = fc.record({
  includedAll: fc.boolean(),
  included: fc.array(anyEntry, {maxLength: 10}),
  excluded: fc.array(anyEntry, {maxLength: 1}),
});

const anyCart = fc
  .array(fc.record({quantity: fc.nat(12), price: fc.option(fc.nat(30), {nil: undefined})}), {maxLength: 8})
  .map(lines => {
    const named = lines.map(({quantity, price}, index) => {
      const sourceId = ['a', 'b', 'c', 'd', 'e'][index % 5] ?? '';
      return [`${index}`, {sourceId, quantity, ...(price === undefined ? {} : {price})}] as const;
    });
    return cart(Object.fromEntries(named));
  });

const anyInput = fc.record({
  rules: fc.array(anyRule, {minLength: 1, maxLength: 3}),
  cart: anyCart,
  unitFactor: fc.nat(3),
  left: fc.option(fc.nat(20)),
  untouchable: fc.option(fc.nat(8)),
  freeUnits: fc.constantFrom('cart_order', 'cheapest', 'dearest'),
});

function run(given: typeof anyInput extends fc.Arbitrary<infer T> ? T : never) {
  const rules = given.rules.map((applicableTo, index) => selecting(applicableTo, `val_${index}`));
  const input: SelectionInput = {
    ...inShop(given.cart, shelf),
    unitFactor: given.unitFactor,
    allowances: () => given.left,
    touchable: line => line !== given.untouchable,
    freeUnits: given.freeUnits,
  };
  return {rules, input, selection: selectUnits(rules, input)};
}

test('[AP17] [AP22] no more units than the line has, nor than any limit allows', () => {
  fc.assert(
    fc.property(anyInput, given => {
      const {input, selection} = run(given);
      const byEntry = new Map<ApplicableEntry, number>();
      for (const {lineIndex, units, whole, entry, otherEntries = []} of selection.lines) {
        const quantity = input.order.lines[lineIndex]?.quantity ?? 0;
        expect(units).toBeGreaterThan(0);
        expect(units).toBeLessThanOrEqual(quantity);
        expect(whole).toBe(units === quantity);
        for (const governing of entry === null ? [] : [entry, ...otherEntries]) {
          byEntry.set(governing, (byEntry.get(governing) ?? 0) + units);
          const {quantityLimit: limit} = governing;
          if (limit !== undefined) expect(units).toBeLessThanOrEqual(limit * given.unitFactor);
        }
      }
      for (const [{aggregatedQuantityLimit: limit, unitLimits}, units] of byEntry) {
        if (limit !== undefined) expect(units).toBeLessThanOrEqual(limit * given.unitFactor);
        if (unitLimits !== undefined && given.left !== null) expect(units).toBeLessThanOrEqual(given.left);
      }
    }),
    {numRuns: 500},
  );
});

test('[AP2] [AP3] [AP8] each line once, only what every rule selects, nothing excluded or untouchable', () => {
  fc.assert(
    fc.property(anyInput, given => {
      const {input, selection} = run(given);
      const indices = selection.lines.map(({lineIndex}) => lineIndex);
      expect(new Set(indices).size).toBe(indices.length);
      expect(indices).not.toContain(given.untouchable);
      for (const index of indices) {
        const facts: LineFacts | undefined = input.lines[index];
        for (const {includedAll, included, excluded} of given.rules) {
          const means = (one: ApplicableEntry) => facts !== undefined && selects(one, facts, input.catalogue);
          expect(excluded.some(means)).toBe(false);
          expect(includedAll || included.length === 0 || included.some(means)).toBe(true);
        }
      }
    }),
    {numRuns: 500},
  );
});

test('[AP20] lines of one money limit are together, and no limit is loosened', () => {
  fc.assert(
    fc.property(anyInput, given => {
      const {lines, groups} = run(given).selection;
      const homes = new Map<ApplicableEntry, number>();
      for (const {entry, otherEntries = [], group} of lines) {
        for (const governing of entry === null ? [] : [entry, ...otherEntries]) {
          const limit = governing.aggregatedAmountLimitMinor;
          if (limit === undefined) continue;
          expect(groups[group]?.aggregatedAmountLimitMinor).toBeLessThanOrEqual(limit);
          expect(homes.get(governing) ?? group).toBe(group);
          homes.set(governing, group);
        }
      }
      const used = new Set(lines.map(({group}) => group));
      expect([...used].every(group => group < groups.length)).toBe(true);
    }),
    {numRuns: 300},
  );
});

test('[AP9] entries for products that are not in the cart change nothing', () => {
  fc.assert(
    fc.property(anyInput, fc.integer({min: 0, max: 20}), (given, others) => {
      const before = run(given).selection;
      const strangers = Array.from({length: others}, (_, index) => ({
        object: 'product' as const,
        id: `prod_stranger${index}`,
        sourceId: null,
        ...(index % 2 === 0 ? {} : {quantityLimit: 1, effect: 'APPLY_TO_CHEAPEST' as const}),
      }));
      // A rule that includes all, or excludes only, would turn into one that names products.
      const rules = given.rules.map(rule =>
        rule.included.length === 0 ? rule : {...rule, included: [...strangers, ...rule.included]},
      );
      const after = run({...given, rules}).selection;
      expect(after.lines).toEqual(before.lines);
      expect(after.groups).toEqual(before.groups);
    }),
    {numRuns: 300},
  );
});

test('[AP25] the units told are as many as were selected, and units of the line', () => {
  fc.assert(
    fc.property(anyInput, given => {
      const {input, selection} = run(given);
      const told = selection.application.applicable.flatMap(({units = []}) => units);
      for (const {lineIndex, units} of told) {
        const line = selection.lines.find(one => one.lineIndex === lineIndex);
        expect(units).toHaveLength(line?.units ?? 0);
        expect(new Set(units).size).toBe(units.length);
        for (const unit of units) {
          expect(unit).toBeGreaterThanOrEqual(1);
          expect(unit).toBeLessThanOrEqual(input.order.lines[lineIndex]?.quantity ?? 0);
        }
      }
    }),
    {numRuns: 300},
  );
});
