import {type Minor, minor, zero} from '../money/minor.ts';
import {appliedSince, takeOffOrder} from '../order/running-order.ts';
import {type Benefit, benefit, type GivenBenefit, type UsedLine} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';

type Step = (input: BenefitInput) => Benefit;

/** Several benefits as one: each on what the former left, and if one cannot be worked out none is given. */
export function inTurn(input: BenefitInput, steps: readonly Step[]): Benefit {
  const [only] = steps;
  if (only !== undefined && steps.length === 1) return only(input);
  const given: GivenBenefit[] = [];
  let running = input;
  for (const step of steps) {
    const next = step(running);
    if (!next.ok) return next;
    given.push(next);
    running = {...running, order: next.order, budgetMinor: less(running.budgetMinor, next.discountMinor)};
  }
  return together(input, given);
}

/** A benefit that does nothing. */
export function nothing({order}: BenefitInput): Benefit {
  return benefit(order, takeOffOrder(order, zero));
}

function together(input: BenefitInput, given: readonly GivenBenefit[]): Benefit {
  const last = given.at(-1);
  if (last === undefined) return nothing(input);
  const used: UsedLine[] = given.flatMap(one => one.selectionUsed ?? []);
  return benefit(input.order, appliedSince(input.order, last.order), {
    hasEffect: given.some(one => one.hasEffect),
    ...(used.length === 0 ? {} : {selectionUsed: used}),
    isDynamic: given.some(one => one.isDynamic === true),
  });
}

function less(budget: Minor | null, spent: Minor): Minor | null {
  return budget === null ? null : minor(Math.max(0, budget - spent));
}
