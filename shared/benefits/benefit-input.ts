import type {BundleResult} from '../applicability/application.ts';
import type {Selection} from '../applicability/selection.ts';
import type {Catalogue} from '../catalog/catalogue.ts';
import type {Conventions} from '../conventions/conventions.ts';
import type {Minor} from '../money/minor.ts';
import type {LineFacts} from '../order/line-facts.ts';
import type {PricedOrder} from '../order/priced-order.ts';

/** What a formula came to; null where it could not be worked out and has no fallback. */
interface FormulaValue {
  readonly value: number | null;
  /** A formula worked it out, not its static fallback. */
  readonly isDynamic: boolean;
}

/**
 * Works out a formula of the discount against the running order. `unit` says what is wanted: `minor` for money
 * (formulas speak major units; the caller converts, a fraction of a minor unit may remain), `number` for a
 * percentage or a count. `lineIndex` names the line that item operands are about.
 */
export type EvaluateFormula = (
  text: string,
  unit: 'minor' | 'number',
  fallback: number | null,
  lineIndex?: number,
) => FormulaValue;

/** Everything a benefit may look at. Nothing in it is changed. */
export interface BenefitInput {
  /** The order as earlier redeemables left it. */
  readonly order: PricedOrder;
  /** The order before the first redeemable of this decision: what INITIAL_AMOUNT is worked out on. */
  readonly initial: PricedOrder;
  /** Which lines an item-level benefit may touch. */
  readonly selection: Selection;
  /** One per line of `order`. */
  readonly lines: readonly LineFacts[];
  readonly catalogue: Catalogue;
  readonly calculationMode: 'DISCOUNTED_AMOUNT' | 'INITIAL_AMOUNT';
  readonly conventions: Required<Conventions>;
  /** How often the rule's bundle is in the cart; null where no rule has one. */
  readonly bundle: BundleResult | null;
  /** Whether the value counts once per bundle (default), or once however many there are. */
  readonly multiplyByBundle: boolean;
  readonly formula: EvaluateFormula;
  /** Most that may be taken off in all (convention `budgetOvershoot: clamp`); null: no such limit. */
  readonly budgetMinor: Minor | null;
  /** Lines whose units may be made free or replaced (ONCE mode); absent: all. */
  readonly touchable?: (lineIndex: number) => boolean;
}
