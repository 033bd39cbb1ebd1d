/**
 * Words for `lease_empty`: this till holds nothing of a limited code. What the server last said about it decides
 * what the cashier can do: another till holds it, it is used up, or the connection is missing.
 */
import type {AccountView} from '../../shared/protocol/exchange.ts';
import {formatMoney} from '../design/format-money.ts';
import {formatClock, formatDateTime} from '../design/format-time.ts';
import type {WordingContext} from './wording-context.ts';

export function leaseEmptyText(context: WordingContext): {cashier: string; customer: string} {
  const {account, isOnline, isCard, isOnlineOnly} = context;
  const silentText = isOnlineOnly ? onlineOnlyText : isCard ? cardOfflineText : offlineText;
  const unheardText = isOnline ? noAnswerText : silentText;
  if (account === null) return unheardText;
  const others = account.heldByTills.filter(holder => !holder.mine);
  if (others.length > 0) return heldText(others, account, context);
  if (account.free > 0) return unheardText;
  return usedUpText(account, context);
}

const offlineText = {
  cashier:
    'This till has no uses of it left offline. Try another till, or try again when the connection is back.',
  customer: 'We can’t confirm this offer right now.',
};

const onlineOnlyText = {
  cashier: 'Works only with a connection to the server. Try again when it is back.',
  customer: 'We can’t confirm this offer right now.',
};

const cardOfflineText = {
  cashier:
    'Take another way to pay, or try again when the connection is back: this till may spend nothing of this card offline.',
  customer: 'We can’t confirm this card right now.',
};

const noAnswerText = {
  cashier: 'Scan it once more in a moment: the server has not granted this till any of it yet.',
  customer: 'One moment, please: we are checking it.',
};

type Holder = AccountView['heldByTills'][number];

function heldText(others: readonly Holder[], account: AccountView, context: WordingContext) {
  const held = others
    .map(({tillName, amount, sinceMs}) => {
      const since = formatClock(sinceMs, context.timeZone);
      return `${amountText(amount, account, context)} held by ${tillName} since ${since}`;
    })
    .join(', ');
  const remedy = context.isOnline
    ? 'It was asked back; try again in a moment, or pay at that till.'
    : 'Pay at that till, or try again when the connection is back.';
  return {
    cashier: `${held}. ${remedy}`,
    customer: isMoney(account)
      ? 'Part of this card is in use at another till.'
      : 'This offer is being used at another till right now.',
  };
}

function usedUpText(account: AccountView, context: WordingContext) {
  const {lastUse, limit} = account;
  const what = isMoney(account)
    ? 'Nothing is left on this card.'
    : limit === 1
      ? 'Used already.'
      : `All ${limit} uses gone.`;
  return {
    cashier: lastUse === null ? what : `${what} ${lastUseText(lastUse, context)}`,
    customer: isMoney(account)
      ? 'There is no balance left on this card.'
      : 'This code has been used already.',
  };
}

function lastUseText(lastUse: NonNullable<AccountView['lastUse']>, {timeZone}: WordingContext): string {
  const where = lastUse.storeName === null ? '' : ` at ${lastUse.storeName}`;
  const receipt = lastUse.receiptNumber === null ? '' : `, receipt ${lastUse.receiptNumber}`;
  return `Last used ${formatDateTime(lastUse.atMs, timeZone)}${where}${receipt}.`;
}

function amountText(amount: number, account: AccountView, {currency}: WordingContext): string {
  return isMoney(account) ? formatMoney(amount, currency) : `${amount} ${amount === 1 ? 'use' : 'uses'}`;
}

function isMoney(account: AccountView): boolean {
  return account.account.startsWith('g:');
}
