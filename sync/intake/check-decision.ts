import {decide} from '../../shared/decision/decide.ts';
import type {Decision} from '../../shared/decision/decision.ts';
import type {Facts} from '../../shared/decision/facts.ts';
import {hashDecision} from '../../shared/decision/hash-decision.ts';
import type {DecisionRequest} from '../../shared/decision/request.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {Finding} from './finding.ts';

/** A cart may stay open this long between its last price and its payment. */
const openCartMs = 60 * 60_000;

/**
 * Whether the sale's decision is what it claims to be, and what this engine decides on the same facts; `soldMs` is when
 * the till says it sold. The goods have left the shop, so none of it undoes the sale.
 */
export function checkDecision(sale: Sale, soldMs: EpochMs): readonly Finding[] {
  return [...checkReplay(sale), ...checkTime(sale, soldMs)];
}

function checkReplay(sale: Sale): readonly Finding[] {
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

/** An offer that was over, or had not begun, when the sale was made: by a wrong clock or by intent (C8). */
function checkTime({facts, request, decision}: Sale, soldMs: EpochMs): readonly Finding[] {
  const earlierMs = soldMs - facts.nowMs;
  if (Math.abs(earlierMs) <= openCartMs) return [];
  const then = replay({...facts, nowMs: soldMs}, request);
  if (then === null || then.order.totalMinor === decision.order.totalMinor) return [];
  const when = `${Math.round(Math.abs(earlierMs) / 60_000)} minutes ${earlierMs > 0 ? 'before' : 'after'} it was sold`;
  const detail = `decided ${when}, when it would have cost ${then.order.totalMinor} and not ${decision.order.totalMinor}`;
  return [{kind: 'conflict', class: 'C8', detail: `${detail} (minor units)`}];
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
