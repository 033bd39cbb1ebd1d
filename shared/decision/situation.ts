import type {CustomerId} from '../kernel/id.ts';
import type {Cart} from '../order/cart.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {ValidityMoment} from '../redeemables/validity.ts';
import type {RuleFacts} from '../rules/rule-facts.ts';
import type {Families} from '../rules/rule-family.ts';
import type {CategoryPolicy} from '../stacking/category-policy.ts';
import type {IndexedFacts} from './prepare-facts.ts';
import type {DecisionRequest} from './request.ts';
import type {Taken} from './taken.ts';

/** What stays the same for every redeemable of one decision. */
export interface Situation {
  readonly facts: IndexedFacts;
  readonly request: DecisionRequest;
  readonly cart: Cart;
  /** The order before the first redeemable. */
  readonly initial: PricedOrder;
  readonly ruleFacts: RuleFacts;
  readonly moment: ValidityMoment;
  readonly customerId: CustomerId | null;
  readonly categories: CategoryPolicy;
  /** ONCE: a line is discounted by one redeemable only (ST18). */
  readonly isOnce: boolean;
  /** Whether checks are kept. */
  readonly trace: boolean;
  /** Families of rules that are left out of the question (qualification). */
  readonly unasked: Families;
}

/** What one redeemable leaves to the next. */
export interface Running {
  readonly order: PricedOrder;
  readonly taken: Taken;
}
