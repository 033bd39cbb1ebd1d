import type {AccountKey} from '../ledger/account-key.ts';
import type {Draw} from '../ledger/draw.ts';
import {askExactly, askUpperBound, type CounterAnswer} from './ask-counter.ts';
import type {Asking} from './asking.ts';
import {skipConditions} from './compile-conditions.ts';
import {readRule} from './compile-value-rule.ts';
import {type Compiled, notUnderstood, plainRule} from './compiled-rule.ts';
import {counterAmount, counterKey} from './counter.ts';
import {upperBound} from './counter-limit.ts';
import {isForgiven, type Lack} from './lack.ts';
import type {RuleContext} from './rule-context.ts';
import {families} from './rule-family.ts';
import type {CounterName} from './rule-name.ts';
import type {RuleNode} from './validation-rule.ts';

/** The counter that one question is about; `account` is null where there is nobody to count for. */
interface Counted {
  readonly account: AccountKey | null;
  readonly amount: number;
}

/** A rule about a counter: a limit of redemptions, orders, discounts or credits over time. */
export function compileCounterRule(name: CounterName, rule: RuleNode, key: string): Compiled<RuleContext> {
  const {conditions, unknown} = readRule(name, rule, key);
  if (unknown.length > 0) return notUnderstood(unknown);
  const own = families(name.family);
  const {counter} = name;
  const bounds = conditions.all.map(condition => ({
    ...condition,
    limit: upperBound(condition.operator, condition.first),
  }));

  const countedIn = (context: RuleContext): Counted | Lack | 'unasked' => {
    if ((context.unasked & own) !== 0) return 'unasked';
    const amount = counterAmount(counter, context);
    const account = context.scope === null ? 'nobody' : counterKey(counter, context.scope);
    if (account === 'customer') return account;
    return typeof amount === 'number' ? {account: account === 'nobody' ? null : account, amount} : amount;
  };
  const answer = (at: number, {account, amount}: Counted, context: RuleContext): CounterAnswer => {
    const bound = bounds[at];
    if (bound === undefined || context.scope === null) return {passed: false, value: null, refusal: null};
    if (account === null) return {passed: bound.ofNumber(amount), value: amount, refusal: null};
    const known = context.counter(account);
    if (bound.limit === null) return askExactly(account, amount, known, bound.ofNumber);
    return askUpperBound(account, bound.limit, amount, known);
  };
  const test = (context: RuleContext) => {
    const counted = countedIn(context);
    if (typeof counted === 'string') return counted === 'unasked' || isForgiven(counted);
    return bounds.every((_, at) => answer(at, counted, context).passed);
  };
  const ask = (context: RuleContext, asking: Asking): boolean => {
    const counted = countedIn(context);
    if (typeof counted === 'string') return skipConditions(conditions, counted, asking);
    let isMet = true;
    bounds.forEach(({operator, needed}, at) => {
      const {passed, value: actual, refusal} = answer(at, counted, context);
      const check = {key, rule: rule.name, property: null, operator, needed, actual, passed, remedy: null};
      asking.checks.push(check);
      if (refusal !== null) asking.causes?.set(check, refusal);
      if (!passed) isMet = false;
    });
    return isMet;
  };
  const claims = (context: RuleContext): readonly Draw[] | null => {
    const counted = countedIn(context);
    if (!test(context)) return null;
    if (typeof counted === 'string' || counted.account === null || counted.amount <= 0) return [];
    const {account, amount} = counted;
    return bounds.flatMap(({limit}) => (limit === null ? [] : {account, amount, limit}));
  };
  const needsEffect = counter.measure === 'discount_amount' || counter.measure === 'gift_amount';
  const limits = bounds.flatMap(({limit}) => (limit === null ? [] : {counter, limit}));
  return {
    ...plainRule(test, ask, undefined, {cost: needsEffect ? 1000 : 100}),
    counters: [counter],
    claims,
    bounds: limits,
  };
}
