import {useEffect} from 'react';
import {formatMoney} from '../design/format-money.ts';
import {announce} from '../design/live-region.tsx';
import {type PricedSale, totalsOf} from '../sale/priced-sale.ts';

/** A burst of scans is announced once, when it is over. */
const calmMs = 700;

/** Says the new total to a screen reader, politely and once. */
export function useAnnouncedTotal(priced: PricedSale | null): void {
  const text = priced === null || priced.content.lines.length === 0 ? null : totalText(priced);
  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(() => announce(text), calmMs);
    return () => clearTimeout(timer);
  }, [text]);
}

function totalText({decision, facts}: PricedSale): string {
  const {dueMinor, savingsMinor} = totalsOf(decision);
  const {currency} = facts.settings;
  const items = decision.order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const saved = savingsMinor > 0 ? `, ${formatMoney(savingsMinor, currency)} saved` : '';
  return `${items} ${items === 1 ? 'item' : 'items'}, total ${formatMoney(dueMinor, currency)}${saved}`;
}
