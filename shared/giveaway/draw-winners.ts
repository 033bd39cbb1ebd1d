/**
 * The draw: tickets are taken from a pot one after the other, each as likely as any other left in it. The same seed
 * and entries give the same order on every machine. Disqualified entries keep their place in that order and are
 * passed over, so that nobody else's luck changes. Rules in SPEC.md (GW…).
 */
import {z} from 'zod';
import {randomWords} from '../codes/random-words.ts';
import {assert} from '../kernel/assert.ts';
import {idSchema, type RedemptionId} from '../kernel/id.ts';
import type {DrawEntry} from './draw-entry.ts';
import {entriesHash} from './draw-entry.ts';
import {drawKey} from './draw-seed.ts';
import type {DrawTerms} from './giveaway-settings.ts';
import {ticketPool} from './ticket-pool.ts';

/** One ticket taken from the pot. */
export const pickSchema = z.object({
  /** Tickets in the pot, and the number of the one that was drawn. */
  tickets: z.int().positive(),
  ticket: z.int().nonnegative(),
  redemptionId: idSchema('r'),
  customerId: idSchema('cust').nullable(),
  result: z.enum(['winner', 'alternate', 'disqualified']),
});
export type DrawnTicket = z.output<typeof pickSchema>;

export interface DrawInput {
  /** In canonical order (`closeEntries`). */
  readonly entries: readonly DrawEntry[];
  readonly seedHex: string;
  /** Empty where none was announced. */
  readonly publicValue: string;
  readonly terms: Pick<DrawTerms, 'winners' | 'alternates' | 'onePrizePerCustomer'>;
  readonly disqualified: ReadonlySet<RedemptionId>;
}

/** More tickets than the random source tells apart. */
const mostTickets = 2 ** 32 - 1;

/** Every pick in order: winners first, then alternates, with the disqualified ones where they were drawn. */
export function drawWinners({entries, seedHex, publicValue, terms, disqualified}: DrawInput): DrawnTicket[] {
  const pool = ticketPool(entries.map(entry => entry.entries));
  assert(pool.left() <= mostTickets, 'drawWinners: too many tickets');
  const {below} = randomWords(drawKey(seedHex, entriesHash(entries), publicValue), 0);
  const entriesOf = terms.onePrizePerCustomer ? groupByCustomer(entries) : new Map<string, number[]>();
  const picks: DrawnTicket[] = [];
  let accepted = 0;
  while (accepted < terms.winners + terms.alternates && pool.left() > 0) {
    const tickets = pool.left();
    const ticket = below(tickets);
    const at = pool.holderOf(ticket);
    const entry = entries[at];
    assert(entry !== undefined, 'drawWinners: a ticket without an entry');
    const isOut = disqualified.has(entry.redemptionId);
    const result = isOut ? 'disqualified' : accepted < terms.winners ? 'winner' : 'alternate';
    if (!isOut) accepted += 1;
    picks.push({
      tickets,
      ticket,
      redemptionId: entry.redemptionId,
      customerId: entry.customerId,
      result,
    });
    if (terms.onePrizePerCustomer)
      for (const other of entriesOf.get(holderOf(entry)) ?? []) pool.remove(other, pool.ticketsOf(other));
    else pool.remove(at, 1);
  }
  return picks;
}

/** Entries without a customer are each their own. */
function holderOf({customerId, redemptionId}: DrawEntry): string {
  return customerId ?? redemptionId;
}

function groupByCustomer(entries: readonly DrawEntry[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [at, entry] of entries.entries()) {
    const group = groups.get(holderOf(entry));
    if (group === undefined) groups.set(holderOf(entry), [at]);
    else group.push(at);
  }
  return groups;
}
