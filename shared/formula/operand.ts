/** Everything a formula can read, by the name it has in a formula. */
import type {MetadataOwner} from './formula-context.ts';

/** Which line: the one the benefit is about, or the extreme by unit price. */
export type LinePick = 'current' | 'cheapest' | 'most_expensive';

export type OperandSource =
  | {readonly of: 'order'; readonly what: 'amount' | 'subtotal' | 'lines' | 'units'}
  | {readonly of: 'line'; readonly pick: LinePick; readonly what: 'price' | 'amount' | 'subtotal' | 'units'}
  | {readonly of: 'line_metadata'; readonly pick: LinePick; readonly what: 'line' | 'product'}
  | {readonly of: 'metadata'; readonly owner: MetadataOwner}
  | {
      readonly of: 'voucher';
      readonly what: 'redemptionQuantity' | 'redeemedQuantity' | 'publishCount' | 'startsAtMs' | 'endsAtMs';
    }
  | {readonly of: 'promotion_tier'; readonly what: 'startsAtMs' | 'endsAtMs'}
  | {readonly of: 'birthdate'};

/** By name. Those of attributes take their key: `ORDER_METADATA("city")`. */
export const operands: ReadonlyMap<string, OperandSource> = new Map([
  ['ORDER_AMOUNT', {of: 'order', what: 'amount'}],
  ['ORDER_SUBTOTAL', {of: 'order', what: 'subtotal'}],
  ['ORDER_ITEMS_QUANTITY', {of: 'order', what: 'lines'}],
  ['ORDER_UNITS_QUANTITY', {of: 'order', what: 'units'}],
  ...lineOperands('', 'current'),
  ...lineOperands('CHEAPEST_', 'cheapest'),
  ...lineOperands('MOST_EXPENSIVE_', 'most_expensive'),
  ['ORDER_METADATA', {of: 'metadata', owner: 'order'}],
  ['CUSTOMER_METADATA', {of: 'metadata', owner: 'customer'}],
  ['REDEMPTION_METADATA', {of: 'metadata', owner: 'redemption'}],
  ['PUBLICATION_METADATA', {of: 'metadata', owner: 'publication'}],
  ['REDEEMABLE_METADATA', {of: 'metadata', owner: 'redeemable'}],
  ['CUSTOM_EVENT_METADATA', {of: 'metadata', owner: 'custom_event'}],
  ['VOUCHER_REDEMPTION_QUANTITY', {of: 'voucher', what: 'redemptionQuantity'}],
  ['VOUCHER_REDEEMED_QUANTITY', {of: 'voucher', what: 'redeemedQuantity'}],
  ['VOUCHER_PUBLISH_COUNT', {of: 'voucher', what: 'publishCount'}],
  ['VOUCHER_START_DATE', {of: 'voucher', what: 'startsAtMs'}],
  ['VOUCHER_EXPIRATION_DATE', {of: 'voucher', what: 'endsAtMs'}],
  ['PROMOTION_TIER_START_DATE', {of: 'promotion_tier', what: 'startsAtMs'}],
  ['PROMOTION_TIER_EXPIRATION_DATE', {of: 'promotion_tier', what: 'endsAtMs'}],
  ['CUSTOMER_BIRTHDATE', {of: 'birthdate'}],
]);

export function takesKey(source: OperandSource): boolean {
  return source.of === 'metadata' || source.of === 'line_metadata';
}

function lineOperands(prefix: string, pick: LinePick): (readonly [string, OperandSource])[] {
  return [
    [`${prefix}ORDER_ITEM_PRICE`, {of: 'line', pick, what: 'price'}],
    [`${prefix}ORDER_ITEM_AMOUNT`, {of: 'line', pick, what: 'amount'}],
    [`${prefix}ORDER_ITEM_SUBTOTAL`, {of: 'line', pick, what: 'subtotal'}],
    [`${prefix}ORDER_ITEM_UNITS_QUANTITY`, {of: 'line', pick, what: 'units'}],
    [`${prefix}ORDER_ITEM_METADATA`, {of: 'line_metadata', pick, what: 'line'}],
    [`${prefix}ORDER_ITEM_PRODUCT_METADATA`, {of: 'line_metadata', pick, what: 'product'}],
  ];
}
