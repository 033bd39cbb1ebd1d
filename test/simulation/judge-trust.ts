/**
 * Money of trust and of managers' words, at rest: for units that turned out to be over it stays spent, for units that were
 * free it is back (L29). What was paid is the till's own word; what was over is in what people are told.
 */
import type {Operation} from '../../shared/protocol/operation.ts';
import type {World} from './world.ts';

export function judgeTrust({server, truth, stains}: World): string[] {
  // A second machine has no budget to pay from.
  if (stains.has('cloned') || stains.has('played back')) return [];
  const overOf = unitsOver(server.books.conflicts());
  const spentOf = new Map<string, number>();
  for (const {account, amount, redemptionId} of server.books.lines())
    if (account.startsWith('x:') && amount > 0)
      spentOf.set(redemptionId, (spentOf.get(redemptionId) ?? 0) + amount);
  return truth.all().flatMap(({operation}) => {
    const owed = owedFor(operation, overOf);
    if (owed === null || !server.hasHeardOf(operation.id)) return [];
    const spent = owed.redemptions.reduce((sum, id) => sum + (spentOf.get(id) ?? 0), 0);
    if (spent < owed.leastMinor)
      return [`I2 ${operation.id}: ${spent} of trust stays spent, its units over cost ${owed.leastMinor}`];
    const isNeedless = spent > 0 && !owed.isOver;
    return isNeedless ? [`I2 ${operation.id}: ${spent} of trust stays spent, and nothing is over`] : [];
  });
}

/** Units that were handed out with a bounded account's money and were not there, by operation and account. */
function unitsOver(
  conflicts: ReturnType<World['server']['books']['conflicts']>,
): ReadonlyMap<string, number> {
  const over = new Map<string, number>();
  for (const {operationId, account, amount, detail} of conflicts) {
    if (!/was handed out on (trust|override), and nothing was left/.test(detail)) continue;
    const key = `${operationId} ${account}`;
    over.set(key, (over.get(key) ?? 0) + (amount ?? 0));
  }
  return over;
}

interface Owed {
  readonly redemptions: readonly string[];
  readonly isOver: boolean;
  /** Units that are over cost at least their share of what was paid for all, in minor units. */
  readonly leastMinor: number;
}

function owedFor({id, body}: Operation, overOf: ReadonlyMap<string, number>): Owed | null {
  if (body.kind !== 'sale' || body.sale.uncovered === undefined) return null;
  const {uncovered, redemptions} = body.sale;
  let isOver = false;
  let leastMinor = 0;
  for (const account of new Set(uncovered.map(line => line.account))) {
    const lines = uncovered.filter(line => line.account === account);
    const units = lines.reduce((sum, {amount}) => sum + amount, 0);
    const paidMinor = lines.reduce((sum, {amountMinor}) => sum + amountMinor, 0);
    const over = overOf.get(`${id} ${account}`) ?? 0;
    isOver ||= over > 0;
    // Which of several lines the units over were paid by does not follow from how many they are.
    if (over === units) leastMinor += paidMinor;
    else if (lines.length === 1) leastMinor += Math.floor((paidMinor * over) / units);
  }
  return {redemptions: redemptions.map(one => one.id), isOver, leastMinor};
}
