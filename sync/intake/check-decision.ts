import {decide} from '../../shared/decision/decide.ts';
import type {Decision} from '../../shared/decision/decision.ts';
import type {Facts} from '../../shared/decision/facts.ts';
import {hashDecision} from '../../shared/decision/hash-decision.ts';
import type {DecisionRequest} from '../../shared/decision/request.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {Finding} from './finding.ts';

/**
 * Whether the sale's decision is what it claims to be, and what this engine decides on the same facts. The goods
 * have left the shop, so neither undoes the sale.
 */
export function checkDecision(sale: Sale): readonly Finding[] {
  const {facts, request, decision, decisionHash} = sale;
  if (hashDecision(decision) !== decisionHash)
    return [{kind: 'conflict', class: 'C6', detail: 'the decision was changed after it was made'}];
  const replayed = replay(facts, request);
  if (replayed === null)
    return [
      {kind: 'conflict', class: 'C5', detail: 'this server could not decide it again; posted as granted'},
    ];
  if (hashDecision(replayed) === decisionHash) return [];
  const detail = `this server decides ${totals(replayed)}, the till ${totals(decision)}`;
  return replayed.order.totalMinor === decision.order.totalMinor
    ? [{kind: 'diff', detail}]
    : [{kind: 'conflict', class: 'C5', detail}];
}

/** null for a fault of the engine: then a person must look, and the sale stands all the same. */
function replay(facts: Facts, request: DecisionRequest): Decision | null {
  try {
    return decide(facts, request);
  } catch {
    return null;
  }
}

function totals({order}: Decision): string {
  return `${order.totalMinor} after discounts of ${order.totalDiscountMinor} (minor units)`;
}
