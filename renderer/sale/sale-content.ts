/**
 * What is in an order while it is being made, and the changes a cashier makes to it. Every function answers a new
 * value; equal content is the same object, so “does this price belong to this cart?” is one comparison.
 */
import {z} from 'zod';
import type {Product} from '../../shared/catalog/product.ts';
import {assert, present} from '../../shared/kernel/assert.ts';
import {idSchema} from '../../shared/kernel/id.ts';
import {amountSchema} from '../../shared/money/minor.ts';

const saleLineSchema = z.object({
  /** Names the line on this till while the order is open. */
  key: z.string(),
  productId: idSchema('prod'),
  sourceId: z.string().nullable(),
  name: z.string(),
  /** Unit price when it was added: an order keeps the price that was shown. */
  priceMinor: amountSchema,
  quantity: z.int().positive(),
});
export type SaleLine = z.output<typeof saleLineSchema>;

const saleCustomerSchema = z.object({id: idSchema('cust'), name: z.string(), phone: z.string().nullable()});
export type SaleCustomer = z.output<typeof saleCustomerSchema>;

/** An order that is still being made: everything a restart must bring back. */
export const saleContentSchema = z.object({
  lines: z.array(saleLineSchema),
  /** As entered or scanned, in order of entry. */
  codes: z.array(z.string()),
  customer: saleCustomerSchema.nullable(),
});
export type SaleContent = z.output<typeof saleContentSchema>;

export const emptyContent: SaleContent = {lines: [], codes: [], customer: null};

export function isEmpty(content: SaleContent): boolean {
  return content.lines.length === 0 && content.codes.length === 0 && content.customer === null;
}

export interface Added {
  readonly content: SaleContent;
  /** The line that grew or is new. */
  readonly lineKey: string;
}

/** Adds units of a product that has a price. The same product twice in a row is one line. */
export function addProduct(content: SaleContent, product: Product, quantity: number, newKey: string): Added {
  assert(Number.isSafeInteger(quantity) && quantity > 0, `not a quantity: ${quantity}`);
  const priceMinor = present(product.priceMinor, `a price of ${product.id}`);
  const last = content.lines.at(-1);
  if (last?.productId === product.id && last.priceMinor === priceMinor) {
    return {content: setQuantity(content, last.key, last.quantity + quantity), lineKey: last.key};
  }
  const {id: productId, sourceId, name} = product;
  const line = {key: newKey, productId, sourceId, name, priceMinor, quantity};
  return {content: {...content, lines: [...content.lines, line]}, lineKey: newKey};
}

/** Largest number of units on one line; a barcode typed as a quantity ends here. */
export const mostUnits = 9999;

/** A quantity of zero removes the line. */
export function setQuantity(content: SaleContent, lineKey: string, quantity: number): SaleContent {
  const units = Math.min(mostUnits, Math.max(0, quantity));
  const current = content.lines.find(({key}) => key === lineKey);
  if (current === undefined || current.quantity === units) return content;
  const lines = content.lines.flatMap(line => {
    if (line.key !== lineKey) return [line];
    return units === 0 ? [] : [{...line, quantity: units}];
  });
  return {...content, lines};
}

/** `sameCode` decides what counts as the same: a code counts once. */
export function addCodes(
  content: SaleContent,
  codes: readonly string[],
  sameCode: (code: string) => string,
): SaleContent {
  const known = new Set(content.codes.map(sameCode));
  const fresh = codes.filter(code => {
    const isNew = !known.has(sameCode(code));
    known.add(sameCode(code));
    return isNew;
  });
  return fresh.length === 0 ? content : {...content, codes: [...content.codes, ...fresh]};
}

export function removeCode(content: SaleContent, code: string): SaleContent {
  if (!content.codes.includes(code)) return content;
  return {...content, codes: content.codes.filter(entered => entered !== code)};
}

export function attachCustomer(content: SaleContent, customer: SaleCustomer | null): SaleContent {
  return content.customer?.id === customer?.id ? content : {...content, customer};
}
