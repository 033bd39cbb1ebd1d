/**
 * One question to the rules: the facts of the decision, and what is particular to this redeemable and this moment of
 * the walk. Cheap to make: `{...context, running}`.
 */
import type {CustomerId} from '../kernel/id.ts';
import type {AccountKey} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import type {Minor} from '../money/minor.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {CounterScope} from './counter-scope.ts';
import type {RuleFacts} from './rule-facts.ts';
import {type Families, noFamilies} from './rule-family.ts';

/** What a redeemable would do if its rules let it. */
export interface Effect {
  /** The order after it. */
  readonly order: PricedOrder;
  readonly discountMinor: Minor;
  /** Gift credits it uses. */
  readonly creditsMinor: Minor;
  /** Loyalty points it spends. */
  readonly points: number;
}

export interface RuleContext {
  readonly facts: RuleFacts;
  /** What the order costs before this redeemable. */
  readonly running: PricedOrder;
  /** null where nothing is redeemed (an earning rule): there counters cannot be read. */
  readonly scope: CounterScope | null;
  /** Whom the code was published to. */
  readonly holderId: CustomerId | null;
  /** What is known of a counter, earlier draws of this decision included; undefined: nobody can say. */
  readonly counter: (account: AccountKey) => Availability | undefined;
  /** Worked out only if a rule asks; null: it cannot be, and its own refusal will say why. */
  readonly effect: () => Effect | null;
  /** Families of rules that are left out of this question and count as met. */
  readonly unasked: Families;
}

/** A question about nothing in particular: the order as it came, no redeemable, all rules asked. */
export function ruleContext(facts: RuleFacts): RuleContext {
  return {
    facts,
    running: facts.initial,
    scope: null,
    holderId: null,
    counter: () => undefined,
    effect: () => null,
    unasked: noFamilies,
  };
}
