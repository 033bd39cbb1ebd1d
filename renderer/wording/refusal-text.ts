/**
 * Why a code or offer was not used, in words: for the cashier specific and with the remedy, for the customer polite
 * and fit to be read aloud. Complete by type: a new refusal code does not compile until it has both.
 */

import type {Check, Refusal} from '../../shared/reasons/refusal.ts';
import {formatMoney} from '../design/format-money.ts';
import {formatDate, formatDateTime} from '../design/format-time.ts';
import {anyOf, checkText} from './check-text.ts';
import {leaseEmptyText} from './lease-text.ts';
import type {WordingContext} from './wording-context.ts';

export interface RefusalText {
  readonly cashier: string;
  readonly customer: string;
}

export function refusalText(refusal: Refusal, context: WordingContext): RefusalText {
  switch (refusal.code) {
    case 'code_unknown':
      return {
        cashier: `Not a code of ours. Check for O and 0, I and 1, or scan it again.${unlessOnline(context)}`,
        customer: 'We couldn’t find this code.',
      };
    case 'tier_unknown':
      return {
        cashier: 'This promotion has been taken down. Nothing to do.',
        customer: 'This offer is no longer available.',
      };
    case 'disabled':
      return {
        cashier: 'This code is switched off. A manager can switch it on in the office.',
        customer: 'This code can’t be used at the moment.',
      };
    case 'campaign_disabled':
      return {
        cashier: 'The campaign behind this code is switched off. A manager can switch it on in the office.',
        customer: 'This offer is paused at the moment.',
      };
    case 'not_started':
      return {
        cashier: `Starts ${formatDateTime(refusal.startsAtMs, context.timeZone)} (store time). Keep the code until then.`,
        customer: `This offer starts on ${formatDate(refusal.startsAtMs, context.timeZone)}.`,
      };
    case 'expired':
      return {
        cashier: `Ended ${formatDateTime(refusal.endedAtMs, context.timeZone)}. No override.`,
        customer: `This offer ended on ${formatDate(refusal.endedAtMs, context.timeZone)}.`,
      };
    case 'limit_reached':
      return {
        cashier: refusal.limit === 1 ? 'Used already.' : `All ${refusal.limit} uses are gone.`,
        customer: 'This offer has been fully claimed.',
      };
    case 'lease_empty':
      return leaseEmptyText(context);
    case 'card_empty':
      return {
        cashier: 'Nothing is left on this card. Take another way to pay.',
        customer: 'There is no balance left on this card.',
      };
    case 'gift_amount_exceeded':
      return giftAmountText(refusal.requestedMinor, refusal.availableMinor, context);
    case 'customer_required':
      return {
        cashier: 'Attach a customer (F7): this offer depends on who buys.',
        customer: 'Please give your phone number or card to use this offer.',
      };
    case 'rules_not_met':
      return rulesText(refusal.subject, refusal.message, refusal.failed, context);
    case 'amount_missing':
      return {
        cashier:
          'A line of this order has no price, so the offer has nothing to count on. Remove it or add it again.',
        customer: 'One moment, please: we are checking a price.',
      };
    case 'items_missing':
      return {
        cashier: 'Nothing in this order is covered by the offer. The code is not used up.',
        customer: 'Your code stays valid: nothing here qualifies yet.',
      };
    case 'redeemables_limit_reached':
      return {
        cashier: `An order takes ${refusal.limit} offers at most. Remove another one to use this.`,
        customer: `Only ${refusal.limit} offers can be used together.`,
      };
    case 'no_effect':
      return {
        cashier: 'Valid, but nothing here to take it off from. The code is not used up.',
        customer: 'Your code stays valid: nothing here qualifies yet.',
      };
    case 'duplicate':
      return {
        cashier: 'Already on this order; it counts once.',
        customer: 'This code is already part of your order.',
      };
    case 'preceding_refused':
      return {
        cashier: 'Not tried, because an offer before it was refused. Remove that one first.',
        customer: 'This offer was not used this time.',
      };
  }
}

function unlessOnline({isOnline}: WordingContext): string {
  return isOnline ? '' : ' Offline: a code made in the last hours may not have reached this till yet.';
}

function giftAmountText(
  requestedMinor: number,
  availableMinor: number,
  context: WordingContext,
): RefusalText {
  const requested = formatMoney(requestedMinor, context.currency);
  const available = formatMoney(availableMinor, context.currency);
  return {
    cashier: `${requested} asked, ${available} on this card. Use ${available} and pay the rest another way.`,
    customer: `There is ${available} on this card.`,
  };
}

function rulesText(
  subject: 'customer' | 'order' | 'redemption',
  message: string | null,
  failed: readonly Check[],
  context: WordingContext,
): RefusalText {
  const missing = failed.map(check => missingText(check, context)).filter(text => text !== null);
  const forWhom = context.ruleName === null ? '' : ` (“${context.ruleName}”)`;
  const own = message ?? subjectText(subject, forWhom);
  return {
    cashier: [...missing, own].join(' '),
    customer: message ?? [customerText(subject), ...missing.slice(0, 1)].join(' '),
  };
}

function subjectText(subject: 'customer' | 'order' | 'redemption', forWhom: string): string {
  if (subject === 'customer') return `For certain customers only${forWhom}; this one is not among them.`;
  if (subject === 'order') return `This order does not meet the offer’s terms yet${forWhom}.`;
  return `This use does not meet the offer’s terms${forWhom}.`;
}

function customerText(subject: 'customer' | 'order' | 'redemption'): string {
  return subject === 'customer'
    ? 'This offer is for selected customers.'
    : 'Not quite there yet for this offer.';
}

/** What would mend one failed check, as a sentence; null when nothing at the till would. */
function missingText(check: Check, context: WordingContext): string | null {
  const {remedy} = check;
  if (remedy === null) return null;
  if (remedy.kind === 'attach_customer') return 'Attach a customer (F7).';
  if (remedy.kind === 'add_amount')
    return `${formatMoney(remedy.missingMinor, context.currency)} more needed.`;
  const names = remedy.productIds.map(id => context.productName(id)).filter(name => name !== null);
  if (names.length > 0) return `Add ${anyOf(names, 3)}.`;
  const {needed, actual} = checkText(check, context);
  return `Add to the order: ${needed} needed, now ${actual}.`;
}
