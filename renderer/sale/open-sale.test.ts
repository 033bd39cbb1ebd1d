import {describe, expect, test} from 'vitest';
import type {Product} from '../../shared/catalog/product.ts';
import {minor} from '../../shared/money/minor.ts';
import {openSaleStore} from './open-sale.ts';

function product(name: string, price: number): Product {
  return {
    kind: 'product',
    id: `prod_${name}`,
    version: 1,
    sourceId: name,
    name,
    priceMinor: minor(price),
    barcodes: [],
    metadata: {},
  };
}

const tea = product('tea', 690);
const mug = product('mug', 1200);

function till(startMs = 1_000) {
  let nowMs = startMs;
  let keys = 0;
  const sale = openSaleStore(
    () => nowMs,
    () => `line ${++keys}`,
  );
  const roll = () => sale.state.getState().content.lines.map(line => `${line.quantity} × ${line.name}`);
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return {sale, roll, pass};
}

describe('lines', () => {
  test('the same product twice in a row is one line', () => {
    const {sale, roll} = till();
    for (const item of [tea, tea, mug, tea]) sale.addProduct(item, 1);
    expect(roll()).toEqual(['2 × tea', '1 × mug', '1 × tea']);
  });

  test('a quantity of zero removes the line and picks its neighbour', () => {
    const {sale, roll} = till();
    for (const item of [tea, mug]) sale.addProduct(item, 1);
    sale.setQuantity('line 1', 0);
    expect(roll()).toEqual(['1 × mug']);
    expect(sale.state.getState().pickedKey).toBe('line 2');
  });

  test('a barcode typed as a quantity stops at 9999', () => {
    const {sale, roll} = till();
    sale.addProduct(tea, 1);
    sale.setQuantity('line 1', 4099901001137);
    expect(roll()).toEqual(['9999 × tea']);
  });

  test('arrows move the pick and stop at both ends', () => {
    const {sale} = till();
    for (const item of [tea, mug]) sale.addProduct(item, 1);
    const picks = ([-1, -1, 1, 1] as const).map(step => {
      sale.movePick(step);
      return sale.state.getState().pickedKey;
    });
    expect(picks).toEqual(['line 1', 'line 1', 'line 2', 'line 2']);
  });
});

describe('undo', () => {
  test('brings back a removed line, then its quantity, one step at a time', () => {
    const {sale, roll} = till();
    sale.addProduct(tea, 1);
    sale.setQuantity('line 1', 3);
    sale.setQuantity('line 1', 0);
    expect(sale.undo()).toBe(true);
    expect(roll()).toEqual(['3 × tea']);
    expect(sale.undo()).toBe(true);
    expect(roll()).toEqual(['1 × tea']);
  });

  test('does nothing after sixty seconds', () => {
    const {sale, roll, pass} = till();
    sale.addProduct(tea, 1);
    pass(60_001);
    expect(sale.undo()).toBe(false);
    expect(roll()).toEqual(['1 × tea']);
  });

  test('never reaches into the sale before', () => {
    const {sale, roll} = till();
    sale.addProduct(tea, 1);
    sale.clear();
    expect(sale.undo()).toBe(false);
    expect(roll()).toEqual([]);
  });
});

test('a code entered twice counts once, whatever its case', () => {
  const {sale} = till();
  const fold = (code: string) => code.toUpperCase();
  sale.addCodes(['welcome10', 'LUCKY3'], fold);
  sale.addCodes(['WELCOME10', 'Lucky3', 'mug2'], fold);
  expect(sale.state.getState().content.codes).toEqual(['welcome10', 'LUCKY3', 'mug2']);
});
