import type {SelectedLine} from '../applicability/selection.ts';
import {type Minor, minor} from '../money/minor.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {Refusal} from '../reasons/refusal.ts';

/** A line from which an item-level benefit took money, with the units and entries that were selected, and how much. */
export interface UsedLine {
  readonly selected: SelectedLine;
  readonly offMinor: Minor;
}

/** What a redeemable does to the running order, or why it cannot be worked out. */
export type Benefit = GivenBenefit | {readonly ok: false; readonly refusal: Refusal};

export interface GivenBenefit {
  readonly ok: true;
  /** The order after it; its `applied…` fields are what this benefit did. */
  readonly order: PricedOrder;
  /** Taken off in all: order, lines and shipping. */
  readonly discountMinor: Minor;
  /** It took money off, or gave, added or replaced units: a unit without a price is worth something too. */
  readonly hasEffect: boolean;
  /** Item-level benefits: the selected lines it took money from. */
  readonly selectionUsed?: readonly UsedLine[];
  /** A formula worked a value out. */
  readonly isDynamic?: boolean;
  /** Points paid with. */
  readonly pointsSpent?: number;
}

/** What a benefit tells besides the order and what it took off; what says nothing is left out. */
interface Told {
  readonly hasEffect?: boolean;
  readonly selectionUsed?: readonly UsedLine[];
  readonly isDynamic?: boolean;
}

/** The benefit that turned `before` into `order`. */
export function benefit(before: PricedOrder, order: PricedOrder, told: Told = {}): Benefit {
  const {hasEffect = false, selectionUsed, isDynamic = false} = told;
  const discountMinor = minor(offOf(order) - offOf(before));
  const given: {-readonly [Field in keyof GivenBenefit]: GivenBenefit[Field]} = {
    ok: true,
    order,
    discountMinor,
    hasEffect: hasEffect || discountMinor > 0,
  };
  if (selectionUsed !== undefined) given.selectionUsed = selectionUsed;
  if (isDynamic) given.isDynamic = isDynamic;
  return given;
}

function offOf({totalDiscountMinor, shipping}: PricedOrder): number {
  return totalDiscountMinor + (shipping?.discountMinor ?? 0);
}
