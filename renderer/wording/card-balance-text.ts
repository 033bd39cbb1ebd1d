import type {Currency} from '../../shared/money/currency.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import {formatMoney} from '../design/format-money.ts';
import {formatDateTime} from '../design/format-time.ts';

/**
 * What the server last said is on a gift card, and when it said so. What a till may spend of it is less while other
 * tills hold a part; only this is ever called the balance.
 */
export function cardBalanceText(
  {limit, posted, asOfMs}: AccountView,
  {currency, timeZone}: {readonly currency: Currency; readonly timeZone: string},
): string {
  return `${formatMoney(limit - posted, currency)} on the card, confirmed ${formatDateTime(asOfMs, timeZone)}`;
}
