import type {LineFacts} from '../order/line-facts.ts';
import type {PricedLine} from '../order/priced-order.ts';
import {type Attributes, attributesOf, categoryAttributes} from './attributes.ts';

/** A line as rules see it: as the customer put it in the cart, before any redeemable added or replaced units. */
export interface RuleLine {
  /** Where it stands among the lines that have units. */
  readonly position: number;
  readonly facts: LineFacts;
  readonly quantity: number;
  /** Price of one unit; of a line that only has an amount, its share, which need not be whole. */
  readonly unitPrice: number | null;
  readonly amountMinor: number | null;
  readonly attributes: Attributes;
  /** Of its product; what its SKU says of itself wins. */
  readonly productAttributes: Attributes;
  readonly categories: Attributes;
}

export function ruleLine(line: PricedLine, facts: LineFacts, position: number): RuleLine {
  const {quantity, priceMinor, amountMinor} = line;
  return {
    position,
    facts,
    quantity,
    unitPrice: priceMinor ?? (amountMinor === null ? null : amountMinor / quantity),
    amountMinor,
    attributes: attributesOf(facts.metadata),
    productAttributes: attributesOf(
      isEmpty(facts.skuMetadata) ? facts.productMetadata : {...facts.productMetadata, ...facts.skuMetadata},
    ),
    categories: attributesOf(categoryAttributes(facts.categories)),
  };
}

function isEmpty(metadata: object): boolean {
  for (const _ in metadata) return false;
  return true;
}

/** The line's product as a trace names it. */
export function lineName({facts}: RuleLine): string | null {
  return facts.skuId ?? facts.productId ?? facts.sourceId;
}
