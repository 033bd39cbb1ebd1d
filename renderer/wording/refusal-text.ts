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
    case 'trust_exceeded':
      return {
        cashier: `Without a connection this code goes up to ${formatMoney(refusal.boundMinor, context.currency)}. Wait for the connection, or ask a manager.`,
        customer: 'We can’t check this code just now. Please try again later.',
      };
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
    case 'order_required':
      return {
        cashier: 'Scan the products first: this offer depends on what is bought.',
        customer: 'Your code stays valid: nothing here qualifies yet.',
      };
    case 'rules_not_met':
      return rulesText(refusal.subject, refusal.message, refusal.failed, context);
    case 'amount_missing':
      return {
        cashier:
          'A line of this order has no price, so the offer has nothing to count on. Remove it or add it again.',
        customer: 'One moment, please: we are checking a price.',
      };
    case 'items_amount_missing':
      return {
        cashier: 'Nothing here that the offer pays for has a price. The code is not used up.',
        customer: 'Your code stays valid: nothing here qualifies yet.',
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
    case 'not_now':
      return {
        cashier:
          refusal.opensAtMs === null
            ? 'Not valid at this time. Keep the code for another day.'
            : `Not valid at this time. Next from ${formatDateTime(refusal.opensAtMs, context.timeZone)} (store time).`,
        customer:
          refusal.opensAtMs === null
            ? 'This offer isn’t available at this time.'
            : `This offer is next available on ${formatDate(refusal.opensAtMs, context.timeZone)}.`,
      };
    case 'currency_not_covered':
      return {
        cashier: `Offer has no value in ${refusal.currency}.`,
        customer: `This offer isn’t available in ${refusal.currency}.`,
      };
    case 'assigned_to_other':
      return {
        cashier: 'Code belongs to another customer.',
        customer: 'This code is registered to someone else.',
      };
    case 'referrer_cannot_redeem':
      return {
        cashier: 'This customer gave the code away; only friends can use it.',
        customer: 'This code is for your friends to use.',
      };
    case 'budget_reached':
      return {
        cashier: `The limit of this offer is used up (${refusal.limit}).`,
        customer: 'This offer has been fully claimed.',
      };
    case 'counter_unknown':
      return {
        cashier: refusal.onlineOnly
          ? 'Only the server can check the terms of this offer; a till cannot give it.'
          : 'The limit of this offer is counted by the server, and this till holds no part of it.',
        customer: 'We can’t confirm this offer right now.',
      };
    case 'reward_unknown':
      return {
        cashier: 'This reward is not offered on this card any more. Choose another one.',
        customer: 'This reward is no longer available.',
      };
    case 'reward_missing':
      return {
        cashier: 'Choose what the points are to be spent on.',
        customer: 'Please choose a reward for your points.',
      };
    case 'points_exceeded':
      return {
        cashier: `${refusal.requestedPoints} points asked, ${refusal.availablePoints} on this card. Use fewer.`,
        customer: `There are ${refusal.availablePoints} points on this card.`,
      };
    case 'bundle_missing':
      return bundleText(refusal.missing, context);
    case 'products_unmatched':
      return {
        cashier: 'None of the products of this offer are in the order. The code is not used up.',
        customer: 'Your code stays valid: nothing here qualifies yet.',
      };
    case 'input_missing':
      return {
        cashier: `Please add ${inputNames[refusal.input]} to validate the voucher.`,
        customer: 'One moment, please: we need a little more to check this offer.',
      };
    case 'definition_broken':
      return {
        cashier: `This offer is set up wrongly (${refusal.where}: ${refusal.message}). Tell a manager.`,
        customer: 'We can’t confirm this offer right now.',
      };
    case 'excluded_by_exclusive':
      return {
        cashier: 'Can’t be combined with an offer that stands alone. Remove that one to use this.',
        customer: 'Only one of these offers can be used.',
      };
    case 'exclusive_limit_reached':
      return {
        cashier: `An order takes ${refusal.limit} of the offers that stand alone. Remove another one to use this.`,
        customer: 'Only one of these offers can be used.',
      };
    case 'exclusive_category_limit_reached':
    case 'category_limit_reached':
      return {
        cashier: `An order takes ${refusal.limit} offers of this kind. Remove another one to use this.`,
        customer: `Only ${refusal.limit} of these offers can be used together.`,
      };
    case 'applicable_limit_reached':
      return {
        cashier: `${refusal.limit} offers are in use, and an order takes no more. Remove one of them to use this.`,
        customer: `Only ${refusal.limit} offers can be used together.`,
      };
    case 'stack_unknown':
      return {
        cashier: 'This set of promotions has been taken down. Nothing to do.',
        customer: 'This offer is no longer available.',
      };
    case 'stack_not_alone':
      return {
        cashier: 'This set of promotions can’t be combined with other offers. Remove the others first.',
        customer: 'This offer can’t be combined with others.',
      };
    case 'preceding_refused':
      return {
        cashier: 'Not tried, because an offer before it was refused. Remove that one first.',
        customer: 'This offer was not used this time.',
      };
  }
}

const inputNames = {
  customer_id: 'the customer (F7)',
  product_information: 'the products',
  amount: 'an amount',
  shipping_cost: 'the shipping cost',
  metadata: 'the missing details',
} as const;

function bundleText(
  missing: readonly {readonly id: string; readonly quantity: number}[],
  {productName}: WordingContext,
): RefusalText {
  const words = missing.map(({id, quantity}) => `${quantity} × ${productName(id) ?? 'a product of the set'}`);
  return {
    cashier: `The set is not complete. Add ${words.join(', ')}.`,
    customer: `Add ${words.join(', ')} to use this offer.`,
  };
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
  if (remedy.kind === 'come_back') return `Valid from ${formatDateTime(remedy.atMs, context.timeZone)}.`;
  if (remedy.kind === 'swap') return 'Remove the offer that stands in its way.';
  if (remedy.kind === 'complete_bundle') return bundleText(remedy.missing, context).cashier;
  const names = remedy.productIds.map(id => context.productName(id)).filter(name => name !== null);
  if (names.length > 0) return `Add ${anyOf(names, 3)}.`;
  const {needed, actual} = checkText(check, context);
  return `Add to the order: ${needed} needed, now ${actual}.`;
}
