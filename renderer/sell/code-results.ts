import {verdictState} from '../../shared/decision/verdict-state.ts';
import {formatMoney} from '../design/format-money.ts';
import type {PricedSale} from '../sale/priced-sale.ts';
import {refusalText} from '../wording/refusal-text.ts';
import type {WordingContext} from '../wording/wording-context.ts';
import type {CodeResult} from './code-field.tsx';

/** What became of these codes, a sentence each. A code no longer on the order has none. */
export function codeResults(
  codes: readonly string[],
  priced: PricedSale,
  checking: readonly string[],
  contextOf: (verdict: number) => WordingContext,
): CodeResult[] {
  return codes.flatMap((code): CodeResult[] => {
    const place = priced.decision.verdicts.findIndex(
      ({requested}) => requested.object === 'voucher' && requested.code === code,
    );
    const verdict = priced.decision.verdicts[place];
    if (verdict === undefined) return [];
    if (verdict.status === 'applied') {
      const amountMinor = verdict.gift?.creditsMinor ?? verdict.discountMinor;
      const amount = formatMoney(amountMinor, priced.facts.settings.currency);
      return [
        {code, state: 'applied', text: verdict.gift === null ? `takes ${amount} off.` : `pays ${amount}.`},
      ];
    }
    if (checking.includes(code)) return [{code, state: 'checking', text: 'Asking the server …'}];
    return [
      {code, state: verdictState(verdict), text: refusalText(verdict.refusal, contextOf(place)).cashier},
    ];
  });
}
