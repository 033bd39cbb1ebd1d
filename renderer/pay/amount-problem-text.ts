import type {ParsedAmount} from './parse-amount.ts';
import type {TenderRefusal} from './payment.ts';

type Problem = Extract<ParsedAmount, {ok: false}>['code'] | TenderRefusal;

/** What is wrong with an amount, and what to do. */
export function amountProblemText(problem: Problem, exponent: number): string {
  switch (problem) {
    case 'empty':
      return 'Enter an amount.';
    case 'not_a_number':
      return 'That is not an amount. Digits and one separator, like 12.50.';
    case 'too_many_decimals':
      return exponent === 0 ? 'This currency has no decimals.' : `At most ${exponent} decimals.`;
    case 'too_large':
      return 'That is more than a till takes. Check the amount.';
    case 'nothing':
      return 'Enter an amount above zero.';
    case 'already_paid':
      return 'It is all paid. Complete the sale, or remove a payment first.';
    case 'card_above_due':
      return 'A card is charged at most what is missing. Change is given for cash only.';
  }
}
