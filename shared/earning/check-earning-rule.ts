import {parseFormula} from '../formula/parse-formula.ts';
import type {EarningRule} from './earning-rule.ts';

/** Voucherify's bound on a project. */
const rulesPerProject = 100;

/** Why an earning rule is not taken on. */
export type EarningRuleProblem =
  | {readonly code: 'rules_limit_reached'; readonly limit: number}
  /** Points wait only after a paid order. */
  | {readonly code: 'pending_points_not_allowed'}
  /** The event has no such thing: no order, or no attributes of its own. */
  | {readonly code: 'base_not_available'; readonly base: string}
  /** `at` is the column. */
  | {readonly code: 'invalid_formula'; readonly at: number; readonly message: string};

/** `others` is how many earning rules the project has besides. */
export function earningRuleProblem(rule: EarningRule, others: number): EarningRuleProblem | null {
  if (others >= rulesPerProject) return {code: 'rules_limit_reached', limit: rulesPerProject};
  const {event} = rule.trigger;
  if (rule.pendingDays !== undefined && event !== 'order_paid') return {code: 'pending_points_not_allowed'};
  if (rule.points.type === 'PROPORTIONAL') {
    const base = rule.points.base.type;
    if (base.startsWith('ORDER_') && event !== 'order_paid') return {code: 'base_not_available', base};
    if (base === 'CUSTOM_EVENT_METADATA' && event !== 'custom_event')
      return {code: 'base_not_available', base};
  }
  const {formula} = rule.points;
  const parsed = formula === undefined ? null : parseFormula(formula);
  if (parsed === null || parsed.ok) return null;
  return {code: 'invalid_formula', at: parsed.at, message: parsed.message};
}
