/**
 * Tenders of one payment: what is due, what was given, what is missing, what goes back.
 *
 * Always true: card never exceeds what is missing; change is only given out of cash; nothing is committed here.
 */
import {assert} from '../../shared/kernel/assert.ts';
import {type Minor, minor} from '../../shared/money/minor.ts';
import type {Tender} from '../../shared/protocol/sale.ts';

export interface Payment {
  readonly dueMinor: Minor;
  readonly tenders: readonly Tender[];
}

export function startPayment(dueMinor: Minor): Payment {
  assert(dueMinor >= 0, `nothing can be due below zero: ${dueMinor}`);
  return {dueMinor, tenders: []};
}

/** What is still missing, 0 once enough was given. */
export function missingMinor({dueMinor, tenders}: Payment): Minor {
  return minor(Math.max(0, dueMinor - givenMinor(tenders)));
}

/** What goes back to the customer. */
export function changeMinor({dueMinor, tenders}: Payment): Minor {
  return minor(Math.max(0, givenMinor(tenders) - dueMinor));
}

export function isPaid(payment: Payment): boolean {
  return missingMinor(payment) === 0;
}

export type TenderRefusal = 'nothing' | 'already_paid' | 'card_above_due';
export type AddedTender =
  | {readonly ok: true; readonly payment: Payment}
  | {readonly ok: false; readonly code: TenderRefusal};

/** Adds a tender; a card is charged at most what is missing. */
export function addTender(payment: Payment, tender: Tender): AddedTender {
  const missing = missingMinor(payment);
  if (tender.amountMinor <= 0) return {ok: false, code: 'nothing'};
  if (missing === 0) return {ok: false, code: 'already_paid'};
  if (tender.kind === 'card' && tender.amountMinor > missing) return {ok: false, code: 'card_above_due'};
  return {ok: true, payment: {...payment, tenders: [...payment.tenders, tender]}};
}

/** Before the sale is completed any tender may be taken back; what follows may then be too much and is kept. */
export function removeTender(payment: Payment, place: number): Payment {
  return {...payment, tenders: payment.tenders.filter((_, index) => index !== place)};
}

/** A card tender that is more than its share after a removal: the sale cannot be completed like this. */
export function cardAboveDue({dueMinor, tenders}: Payment): boolean {
  const card = givenMinor(tenders.filter(({kind}) => kind === 'card'));
  return card > dueMinor;
}

function givenMinor(tenders: readonly Tender[]): number {
  return tenders.reduce((sum, {amountMinor}) => sum + amountMinor, 0);
}
