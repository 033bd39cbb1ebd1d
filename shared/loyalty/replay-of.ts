import type {Stepped} from './accrue-points.ts';
import type {CardTransaction} from './card-transaction.ts';
import type {LoyaltyCard} from './loyalty-card.ts';
import {refused} from './loyalty-refusal.ts';

/**
 * The answer to a `sourceId` that was used before: the same operation again changes nothing, another one under the
 * same name is refused.
 */
export function replayOf(
  card: LoyaltyCard,
  prior: CardTransaction,
  asked: {readonly types: readonly CardTransaction['type'][]; readonly points: number},
): Stepped {
  const isSame =
    prior.voucherId === card.voucherId && asked.types.includes(prior.type) && prior.points === asked.points;
  if (isSame) return {ok: true, step: {card, transactions: [], tierEvents: []}};
  return refused({code: 'duplicate_source_id', sourceId: prior.sourceId ?? ''});
}
