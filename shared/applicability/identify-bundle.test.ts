import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {collection, sku} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {inShop, type Shelf} from '../../test/builders/selection.ts';
import type {Cart} from '../order/cart.ts';
import type {Bundle, ProductSelector} from '../rules/validation-rule.ts';
import {type BundleInput, identifyBundle} from './identify-bundle.ts';

const shop: Shelf = {
  products: [product('mug', 2_400), product('tea', 800), product('lamp', 500)],
  skus: [sku('mug-red', 'prod_mug'), sku('mug-blue', 'prod_mug')],
  collections: [collection('warm', 'prod_mug', 'prod_tea'), collection('bright', 'prod_tea', 'prod_lamp')],
};

type Part = readonly [string, number];

/** A bundle of parts by id: `bundle([['prod_mug', 2], ['pc_warm', 1]], 5)`. */
function bundle(parts: readonly Part[], limit: number | null = null): Bundle {
  return {
    limit,
    parts: parts.map(([ids, quantity]) => ({products: ids.split(' ').map(selector), quantity})),
  };
}

function selector(id: string): ProductSelector {
  const object = id.startsWith('pc_') ? 'products_collection' : id.startsWith('sku_') ? 'sku' : 'product';
  return {object, id, sourceId: null};
}

function found(parts: readonly Part[], limit: number | null, items: Cart, given: Partial<BundleInput> = {}) {
  return identifyBundle(bundle(parts, limit), {...inShop(items, shop), ...given});
}

/** Units in the counted sets, by place of the line. */
function taken(items: Cart, {identified}: ReturnType<typeof found>): readonly number[] {
  return items.lines.map((_, line) => identified.find(({lineIndex}) => lineIndex === line)?.quantity ?? 0);
}

describe('[AP26] the number of sets', () => {
  const set: readonly Part[] = [
    ['prod_mug', 1],
    ['prod_tea', 2],
  ];
  test.each([
    ['every part in its quantity', 1, 2, 5, 1],
    ['as often as it fits', 3, 7, 5, 3],
    ['as often as the scarcest part allows', 9, 5, 5, 2],
    ['at most the limit', 9, 18, 5, 5],
    ['once without a limit', 9, 18, null, 1],
    ['not at all where a part is short', 9, 1, 5, 0],
    ['not at all where a part is absent', 0, 9, 5, 0],
  ])('%s', (_, mugs, teas, limit, expected) => {
    const items = cart({mug: {quantity: mugs}, tea: {quantity: teas}});
    expect(found(set, limit, items)).toMatchObject({quantity: expected, limit: limit ?? 1});
  });

  test('is counted over all lines of a product', () => {
    const items = cart({mug: {quantity: 1}, 'mug-red': {quantity: 1}, 'mug-blue': {quantity: 2}});
    expect(found([['prod_mug', 2]], 5, items).quantity).toBe(2);
  });

  test('of more units than anybody sells', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const items = cart({mug: {price: 1, quantity: most}, tea: {price: 1, quantity: most}});
    expect(found([['pc_warm', 3]], 100, items)).toMatchObject({quantity: 100});
    expect(found([['pc_warm', most]], 100, items)).toMatchObject({quantity: 0});
  });
});

describe('[AP27] a unit counts for one part', () => {
  test('so that two parts need two', () => {
    const twice: readonly Part[] = [
      ['prod_mug', 1],
      ['pc_warm', 1],
    ];
    expect(found(twice, 5, cart({mug: {quantity: 1}})).quantity).toBe(0);
    expect(found(twice, 5, cart({mug: {quantity: 2}})).quantity).toBe(1);
  });

  test('SKUs take first, then products, then collections', () => {
    const items = cart({'mug-red': {quantity: 1}, mug: {quantity: 1}, tea: {quantity: 1}});
    const parts: readonly Part[] = [
      ['pc_warm', 1],
      ['prod_mug', 1],
      ['sku_mug-red', 1],
    ];
    const result = found(parts, 5, items);
    expect(result.quantity).toBe(1);
    expect(result.identified).toEqual([
      {id: 'sku_mug-red', object: 'sku', lineIndex: 0, quantity: 1},
      {id: 'prod_mug', object: 'product', lineIndex: 1, quantity: 1},
      {id: 'prod_tea', object: 'product', lineIndex: 2, quantity: 1},
    ]);
    expect(found(parts, 5, cart({'mug-red': {quantity: 1}, mug: {quantity: 1}})).missing).toEqual([
      {id: 'pc_warm', object: 'products_collection', quantity: 1},
    ]);
  });

  test('and moves to another part where that makes more sets', () => {
    // The first collection would take the tea, which alone could stand in for a lamp.
    const items = cart({tea: {quantity: 2}, mug: {quantity: 2}});
    const parts: readonly Part[] = [
      ['pc_warm', 1],
      ['pc_bright', 1],
    ];
    expect(found(parts, 5, items)).toMatchObject({quantity: 2, missing: []});
  });

  test('but no more of it than there is', () => {
    const items = cart({tea: {quantity: 1}, mug: {quantity: 6}});
    const parts: readonly Part[] = [
      ['pc_warm', 3],
      ['pc_bright', 3],
    ];
    const result = found(parts, 5, items);
    expect(result).toMatchObject({quantity: 0, missing: [{id: 'pc_bright', quantity: 2}]});
    expect(taken(items, result)).toEqual([1, 3]);
  });

  test('over several parts, where it must', () => {
    // The lamp is only bright; the first part must leave its tea to the second, which leaves its own to the third.
    const items = cart({tea: {quantity: 2}, lamp: {quantity: 1}, mug: {quantity: 1}});
    const parts: readonly Part[] = [
      ['pc_bright', 1],
      ['pc_warm', 1],
      ['pc_bright', 1],
      ['pc_warm', 1],
    ];
    expect(found(parts, 1, items)).toMatchObject({quantity: 1});
    expect(found([...parts, ['pc_warm', 1]], 1, items).missing).toEqual([
      {id: 'pc_warm', object: 'products_collection', quantity: 1},
    ]);
  });
});

test('[AP28] a part of several products takes any of them', () => {
  const items = cart({mug: {quantity: 1}, lamp: {quantity: 2}});
  expect(found([['prod_tea prod_mug prod_lamp', 3]], 5, items)).toMatchObject({quantity: 1});
  expect(found([['prod_tea prod_mug', 3]], 5, items).missing).toEqual([
    {id: 'prod_tea', object: 'product', quantity: 2},
  ]);
});

test('[AP27] [AP28] a part takes its turn with the most general of its products', () => {
  const parts: readonly Part[] = [
    ['prod_lamp pc_warm', 1],
    ['prod_mug', 1],
  ];
  expect(found(parts, 5, cart({mug: {quantity: 1}})).missing).toEqual([
    {id: 'prod_lamp', object: 'product', quantity: 1},
  ]);
});

describe('[AP29] [AP30] identified and missing', () => {
  test('the published example (qual-bundle)', () => {
    const adventure = ['prod_tea', 'prod_lamp'] as const;
    const items = cart({mug: {quantity: 1}, tea: {quantity: 1}, lamp: {quantity: 2}});
    const shopping = inShop(items, {...shop, collections: [collection('adventure', ...adventure)]});
    const parts: readonly Part[] = [
      ['prod_mug', 2],
      ['pc_adventure', 5],
    ];
    expect(identifyBundle(bundle(parts, 10), shopping)).toEqual({
      quantity: 0,
      limit: 10,
      identified: [
        {id: 'prod_mug', object: 'product', lineIndex: 0, quantity: 1},
        {id: 'prod_tea', object: 'product', lineIndex: 1, quantity: 1},
        {id: 'prod_lamp', object: 'product', lineIndex: 2, quantity: 2},
      ],
      missing: [
        {id: 'prod_mug', object: 'product', quantity: 1},
        {id: 'pc_adventure', object: 'products_collection', quantity: 2},
      ],
    });
  });

  test('only the units of the counted sets, and nothing missing where there is one', () => {
    const items = cart({mug: {quantity: 10}, tea: {quantity: 5}});
    const result = found(
      [
        ['prod_mug', 2],
        ['prod_tea', 1],
      ],
      3,
      items,
    );
    expect(taken(items, result)).toEqual([6, 3]);
    expect(result.missing).toEqual([]);
    expect(result).not.toHaveProperty('started');
  });

  test('an empty cart lacks everything', () => {
    expect(found([['prod_mug', 2]], null, cart({}))).toEqual({
      quantity: 0,
      limit: 1,
      identified: [],
      missing: [{id: 'prod_mug', object: 'product', quantity: 2}],
    });
  });

  test('a line of no units and a line that gives some back are none', () => {
    const items = cart({mug: {quantity: 0}});
    const {order, lines, catalogue} = inShop(items, shop);
    const returned = {...order, lines: order.lines.map(line => ({...line, quantity: -1}))};
    const one = bundle([['prod_mug', 1]]);
    expect(identifyBundle(one, {order, lines, catalogue}).quantity).toBe(0);
    expect(identifyBundle(one, {order: returned, lines, catalogue}).quantity).toBe(0);
  });

  test('what only the cart knows is named as the cart names it', () => {
    const items = cart({poster: 900});
    const poster: Bundle = {
      limit: null,
      parts: [{products: [{object: 'product', id: null, sourceId: 'poster'}], quantity: 1}],
    };
    const missing = {...poster, parts: poster.parts.map(part => ({...part, quantity: 2}))};
    const shopping = inShop(items);
    expect(identifyBundle(poster, shopping).identified).toMatchObject([{id: 'poster', object: 'product'}]);
    expect(identifyBundle(missing, shopping).missing).toMatchObject([{id: 'poster', quantity: 1}]);
  });
});

describe('[AP31] a started set', () => {
  const set: readonly Part[] = [
    ['prod_mug', 1],
    ['prod_tea', 2],
  ];
  const items = cart({mug: {quantity: 2}, tea: {quantity: 3}});

  test('is told beside whole ones', () => {
    const result = found(set, 5, items, {incompleteSets: 'in_part'});
    expect(result).toMatchObject({quantity: 1, started: {units: 2, of: 3}, missing: []});
    expect(taken(items, result)).toEqual([2, 3]);
  });

  test('counts for nothing where only whole sets do, or the limit is reached', () => {
    for (const [limit, incompleteSets] of [
      [5, 'whole_only'],
      [1, 'in_part'],
    ] as const) {
      const result = found(set, limit, items, {incompleteSets});
      expect(result).not.toHaveProperty('started');
      expect(taken(items, result)).toEqual([1, 2]);
    }
  });

  test('is not told where nothing is over, nor as the first', () => {
    const exact = cart({mug: {quantity: 1}, tea: {quantity: 2}});
    expect(found(set, 5, exact, {incompleteSets: 'in_part'})).not.toHaveProperty('started');
    const short = cart({mug: {quantity: 1}, tea: {quantity: 1}});
    const first = found(set, 5, short, {incompleteSets: 'in_part'});
    expect(first).toMatchObject({quantity: 0, missing: [{id: 'prod_tea', quantity: 1}]});
    expect(first).not.toHaveProperty('started');
  });
});

describe('the number of sets', () => {
  const ids = ['prod_mug', 'prod_tea', 'prod_lamp', 'pc_warm', 'pc_bright', 'sku_mug-red'];
  const anyParts = fc.array(fc.tuple(fc.constantFrom(...ids), fc.integer({min: 1, max: 3})), {
    minLength: 1,
    maxLength: 4,
  });
  const anyCart = fc
    .record({mug: fc.nat(4), 'mug-red': fc.nat(4), tea: fc.nat(4), lamp: fc.nat(4)})
    .map(lines => cart(Object.fromEntries(Object.entries(lines).map(([id, quantity]) => [id, {quantity}]))));

  test('[AP26] [AP27] is what trying every arrangement finds', () => {
    fc.assert(
      fc.property(anyParts, anyCart, (parts, items) => {
        const result = found(parts, 5, items);
        expect(result.quantity).toBe(mostSetsByTrying(parts, items));
        for (const {lineIndex, quantity} of result.identified) {
          expect(quantity).toBeLessThanOrEqual(items.lines[lineIndex]?.quantity ?? 0);
        }
        const needed = parts.reduce((sum, [, quantity]) => sum + quantity, 0);
        const units = result.identified.reduce((sum, {quantity}) => sum + quantity, 0);
        const lacking = result.missing.reduce((sum, {quantity}) => sum + quantity, 0);
        expect(units).toBe(result.quantity === 0 ? needed - lacking : needed * result.quantity);
      }),
      {numRuns: 300},
    );
  });

  /** By giving the units out one after the other, in every way there is. */
  function mostSetsByTrying(parts: readonly Part[], items: Cart): number {
    const {lines} = inShop(items, shop);
    const means = (part: string, line: number) => {
      const [productId, skuId] = [lines[line]?.productId ?? '', lines[line]?.skuId ?? ''];
      if (part === 'pc_warm') return ['prod_mug', 'prod_tea'].includes(productId);
      if (part === 'pc_bright') return ['prod_tea', 'prod_lamp'].includes(productId);
      return part === productId || part === skuId;
    };
    const fits = (demands: readonly (readonly [string, number])[], free: readonly number[]): boolean => {
      const [[part, wanted] = ['', 0], ...rest] = demands;
      if (demands.length === 0) return true;
      const give = (line: number, still: number, left: readonly number[]): boolean => {
        if (still === 0) return fits(rest, left);
        if (line === left.length) return false;
        const most = means(part, line) ? Math.min(still, left[line] ?? 0) : 0;
        for (let units = most; units >= 0; units--) {
          const after = left.map((quantity, index) => (index === line ? quantity - units : quantity));
          if (give(line + 1, still - units, after)) return true;
        }
        return false;
      };
      return give(0, wanted, free);
    };
    const free = items.lines.map(({quantity}) => quantity);
    let sets = 0;
    while (
      sets < 5 &&
      fits(
        parts.map(([part, quantity]) => [part, quantity * (sets + 1)] as const),
        free,
      )
    )
      sets++;
    return sets;
  }
});
