/** The question as it would be after a remedy. */
import type {Verdict} from '../decision/decision.ts';
import {prepareFacts} from '../decision/prepare-facts.ts';
import type {DecisionRequest} from '../decision/request.ts';
import {canonicalJson} from '../kernel/canonical-json.ts';
import type {CustomerId} from '../kernel/id.ts';
import {minor} from '../money/minor.ts';
import type {Check} from '../reasons/refusal.ts';
import {shortfall} from '../rules/ordering-operators.ts';
import {andFamilies, noFamilies} from '../rules/rule-family.ts';
import {withAmount, withUnits} from './add-to-cart.ts';
import type {Mend} from './explanation.ts';
import type {Question} from './question.ts';

export interface Mended {
  readonly mend: Mend;
  /** What the remedy is for; null: the refusal itself. */
  readonly check: Check | null;
}

/** null: it cannot be worked out here. `verdicts` are those of the decision as it is. */
export function mended(
  question: Question,
  {mend, check}: Mended,
  verdict: Verdict,
  verdicts: readonly Verdict[],
): Question | null {
  const {request} = question;
  switch (mend.kind) {
    case 'add_amount':
      return withCart(question, withAmount(request.cart, mend.missingMinor));
    case 'add_product':
      return withMore(question, [{id: null, ids: mend.productIds, quantity: unitsFor(check)}]);
    case 'complete_bundle':
      return withMore(
        question,
        mend.missing.map(({id, quantity}) => ({id, ids: [id], quantity})),
      );
    case 'attach_customer':
      return withSomebody(question, verdict);
    case 'come_back':
      return {...question, facts: {...question.facts, nowMs: mend.atMs}};
    case 'swap':
      return without(question, mend.foundId, verdicts);
    case 'use_less':
      return {...question, request: {...request, redeemables: asking(request, verdict, mend.amount)}};
  }
}

/** The same at that time, with limits as they are now: those of a day or week that has not begun nobody can know. */
export function withLimitsAsNow(question: Question): Question {
  return {
    ...question,
    unasked: andFamilies(question.unasked ?? noFamilies, 'budget', 'redemption'),
    assumed: [...question.assumed, 'limits_stay'],
  };
}

interface More {
  readonly ids: readonly string[];
  readonly id: string | null;
  readonly quantity: number;
}

function withMore(question: Question, more: readonly More[]): Question | null {
  const {catalogue} = prepareFacts(question.facts);
  let {cart} = question.request;
  for (const {ids, quantity} of more) {
    const next = withUnits(cart, ids, quantity, catalogue);
    if (next === null) return null;
    cart = next;
  }
  return withCart(question, cart);
}

function withCart(question: Question, cart: DecisionRequest['cart']): Question | null {
  if (cart.lines.length > mostLines) return null;
  return {...question, request: {...question.request, cart}};
}

const mostLines = 500;
/** More than a person would add to get something off. */
const mostUnits = 10_000;

/** How many units a check lacks; one where it counts none. */
export function unitsFor(check: Check | null): number {
  if (check === null) return 1;
  const actual = Array.isArray(check.actual) ? check.actual : [check.actual];
  const most = Math.max(0, ...actual.filter(one => typeof one === 'number'));
  const missing = shortfall(check.operator, most, check.needed);
  return missing === null ? 1 : Math.min(mostUnits, Math.max(1, Math.ceil(missing)));
}

/** The holder of the code where it has one, else somebody who meets what is asked of a customer. */
function withSomebody(question: Question, {foundId}: Verdict): Question {
  const voucher = foundId === null ? undefined : prepareFacts(question.facts).vouchersById.get(foundId);
  const holderId = voucher?.isReferral === true ? undefined : voucher?.holderId;
  const customerId: CustomerId = question.request.customerId ?? holderId ?? 'cust_somebody';
  return {
    ...question,
    request: {...question.request, customerId},
    unasked: andFamilies(question.unasked ?? noFamilies, 'customer', 'budget'),
    assumed: [...question.assumed, 'customer_fits'],
  };
}

/** A tier of a stack cannot be left out by itself. */
function without(question: Question, foundId: string, verdicts: readonly Verdict[]): Question | null {
  const gone = verdicts.find(one => one.foundId === foundId);
  if (gone === undefined || gone.requested.object === 'promotion_stack') return null;
  const name = canonicalJson(gone.requested);
  const redeemables = question.request.redeemables.filter(one => canonicalJson(one) !== name);
  return {...question, request: {...question.request, redeemables}};
}

function asking({redeemables}: DecisionRequest, {requested}: Verdict, amount: number) {
  const name = canonicalJson(requested);
  return redeemables.map(one => {
    if (one.object !== 'voucher' || canonicalJson(one) !== name) return one;
    if (one.reward === undefined) return {...one, creditsMinor: minor(amount)};
    return {...one, reward: {...one.reward, points: amount}};
  });
}
