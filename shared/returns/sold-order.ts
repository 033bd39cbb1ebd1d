import type {Decision} from '../decision/decision.ts';
import type {Facts} from '../decision/facts.ts';
import type {DecisionRequest} from '../decision/request.ts';
import type {RedemptionPlan} from '../redemption/plan-redemption.ts';
import type {FrozenSale, FrozenUnits} from './frozen-sale.ts';

/** A sale with everything it was decided from, as its operation or order keeps it. */
export interface SoldOrder {
  readonly facts: Facts;
  readonly request: DecisionRequest;
  readonly decision: Decision;
  readonly plan: RedemptionPlan;
  readonly frozen: FrozenSale;
}

/** What the customer would still have after a return. */
export interface Kept {
  readonly units: readonly FrozenUnits[];
  readonly rest: boolean;
  readonly shipping: boolean;
}

/** Whether a redeemable turned units of one product into units of another: the cart no longer tells what is where. */
export function hasReplacedUnits({decision}: Pick<SoldOrder, 'decision'>): boolean {
  return decision.verdicts.some(
    verdict =>
      verdict.status === 'applied' && verdict.order.lines.some(line => (line.appliedQuantity ?? 0) < 0),
  );
}
