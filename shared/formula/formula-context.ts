/**
 * What a formula may look at. Everything is asked for only when a formula names it. Money is in minor units here;
 * formulas speak major units, and the evaluator converts. `null` is what nobody knows: the operand is missing.
 */
import type {EpochMs} from '../kernel/epoch.ts';
import type {Metadata} from '../kernel/metadata.ts';

/** A line of the running order. */
export interface FormulaLine {
  readonly priceMinor: number | null;
  /** Before any discount. */
  readonly amountMinor: number | null;
  /** After the discounts so far. */
  readonly subtotalMinor: number | null;
  readonly quantity: number;
  readonly metadata: Metadata;
  readonly productMetadata: Metadata;
}

export interface FormulaVoucher {
  /** Redemptions allowed in all; null: unlimited. */
  readonly redemptionQuantity: number | null;
  readonly redeemedQuantity: number | null;
  readonly publishCount: number | null;
  readonly startsAtMs: EpochMs | null;
  readonly endsAtMs: EpochMs | null;
}

/** Whose attributes `…_METADATA("key")` reads, besides those of lines. */
export type MetadataOwner =
  | 'order'
  | 'customer'
  | 'redemption'
  | 'publication'
  | 'redeemable'
  | 'custom_event';

export interface FormulaContext {
  readonly nowMs: EpochMs;
  /** The project's or store's zone; known. */
  readonly zone: string;
  /** Decimals of the currency: 2 for EUR. */
  readonly currencyExponent: number;
  /** Before stacked discounts. */
  readonly orderAmountMinor: () => number | null;
  /** After the discounts so far. */
  readonly orderSubtotalMinor: () => number | null;
  /** Lines of the running order; those of no units do not count. */
  readonly lines: () => readonly FormulaLine[];
  /** The line that `ORDER_ITEM_…` is about; null where the formula is about the order as a whole. */
  readonly lineIndex: number | null;
  readonly metadata: (owner: MetadataOwner) => Metadata | null;
  readonly voucher: () => FormulaVoucher | null;
  readonly promotionTier: () => Pick<FormulaVoucher, 'startsAtMs' | 'endsAtMs'> | null;
  /** `YYYY-MM-DD`. */
  readonly customerBirthdate: () => string | null;
}
