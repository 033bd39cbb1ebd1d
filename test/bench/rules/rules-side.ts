import type {Side} from '../side.ts';
import type {PlainOrder, RuleQuestions} from './condition-sets.ts';

/** The places of the sets that are met, in order. */
export type MetPlaces = readonly number[];

/** A side that takes the orders in turn; asked for its answers, it tells the places met for each. */
export function rulesSide<Order>(
  orders: readonly Order[],
  met: (order: Order) => MetPlaces | Promise<MetPlaces>,
): Side {
  const orderAt = (turn: number): Order => {
    const order = orders[turn % orders.length];
    if (order === undefined) throw new Error('no order to ask about');
    return order;
  };
  return {
    answers: async () => {
      const places: MetPlaces[] = [];
      for (const order of orders) places.push(await met(order));
      return places.map(of => of.join()).join(';');
    },
    run: turn => met(orderAt(turn)),
  };
}

/** A side for engines that answer one set at a time. */
export function setBySetSide<Set>(
  {sets, orders}: RuleQuestions,
  compile: (set: RuleQuestions['sets'][number]) => Set,
  isMet: (set: Set, order: PlainOrder) => boolean,
): Side {
  const compiled = sets.map(compile);
  return rulesSide(orders, order => {
    const met: number[] = [];
    for (const [at, set] of compiled.entries()) if (isMet(set, order)) met.push(at);
    return met;
  });
}
