import type {Catalogue} from '../catalog/catalogue.ts';
import type {Conventions} from '../conventions/conventions.ts';
import type {LineFacts} from '../order/line-facts.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {ApplicableEntry} from '../rules/validation-rule.ts';

/**
 * Units left of the counters of an entry (`unitLimits`): of those over all its products where `product` is null, of
 * those that each product has for itself otherwise; null where nothing limits it. The product is our id, or the
 * shop's where the catalogue does not know it.
 */
export type Allowances = (entry: ApplicableEntry, product: string | null) => number | null;

/** What unit limits are multiplied by, and what is left of the counters. */
export interface UnitLimits {
  /** How often the bundle counts; 1 without one. */
  readonly unitFactor: number;
  /** The part that is there of one more set (convention `incompleteSets: in_part`). */
  readonly startedSet?: {readonly units: number; readonly of: number} | undefined;
  /** Absent: nothing was counted, and counters limit nothing. */
  readonly allowances?: Allowances | undefined;
}

export interface SelectionInput extends UnitLimits {
  readonly order: PricedOrder;
  /** One per line of `order`. */
  readonly lines: readonly LineFacts[];
  readonly catalogue: Catalogue;
  /** Lines that a benefit may touch at all; absent: every one. */
  readonly touchable?: ((lineIndex: number) => boolean) | undefined;
  /** Which units entries take that name no order; absent: in the order of the cart. */
  readonly freeUnits?: Conventions['freeUnits'] | undefined;
}
