/**
 * Tickets in a pot, some for each entry. A ticket is found by its number among those still in the pot; entries leave
 * it ticket by ticket or altogether. A tree of partial sums (Fenwick) finds and removes in a few steps.
 */
import {assert} from '../kernel/assert.ts';

export interface TicketPool {
  readonly left: () => number;
  /** The entry that holds the ticket with this number, below `left()`. */
  readonly holderOf: (ticket: number) => number;
  readonly remove: (entry: number, tickets: number) => void;
  readonly ticketsOf: (entry: number) => number;
}

/** `tickets[entry]` whole and positive. */
export function ticketPool(tickets: readonly number[]): TicketPool {
  const counts = Float64Array.from(tickets);
  const sums = new Float64Array(tickets.length + 1);
  let left = 0;
  const change = (entry: number, by: number): void => {
    for (let node = entry + 1; node < sums.length; node += node & -node) sums[node] = (sums[node] ?? 0) + by;
    left += by;
  };
  for (const [entry, count] of tickets.entries()) change(entry, count);
  return {
    left: () => left,
    ticketsOf: entry => counts[entry] ?? 0,
    holderOf: ticket => {
      assert(ticket >= 0 && ticket < left, `no ticket ${ticket} of ${left}`);
      let [node, before] = [0, 0];
      for (let step = 2 ** Math.ceil(Math.log2(sums.length + 1)); step >= 1; step /= 2) {
        const sum = node + step < sums.length ? (sums[node + step] ?? 0) : Infinity;
        if (before + sum <= ticket) {
          node += step;
          before += sum;
        }
      }
      return node;
    },
    remove: (entry, count) => {
      const held = counts[entry] ?? 0;
      assert(count >= 0 && count <= held, `entry ${entry} has no ${count} tickets left`);
      counts[entry] = held - count;
      change(entry, -count);
    },
  };
}
