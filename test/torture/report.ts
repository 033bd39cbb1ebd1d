/** What a run of the torture did and found, told every ten rounds and at the end. */
import {faultName, type RoundPlan} from './plan-round.ts';
import type {RoundPlayed} from './play-round.ts';

export interface Report {
  round(round: number, plan: RoundPlan, played: RoundPlayed): void;
  /** Each different violation is told once, with the round it was first seen in. */
  violations(round: number, found: readonly string[]): void;
  /** Tells the whole; answers the number of violations. */
  end(): number;
}

export function startReport(seed: number, tell: (line: string) => void): Report {
  const startedMs = performance.now();
  const faults = new Map<string, number>();
  const reasons = new Map<string, number>();
  const refusals = new Map<string, number>();
  const seen = new Set<string>();
  const sums = {
    rounds: 0,
    paid: 0,
    withCode: 0,
    givenUp: 0,
    brokenOff: 0,
    redeemed: 0,
    refused: 0,
    unanswered: 0,
  };

  const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const listOf = (counts: Map<string, number>) =>
    [...counts].sort(([, a], [, b]) => b - a).map(([name, n]) => `${name} ${n}`);

  function tellState(): void {
    const seconds = (performance.now() - startedMs) / 1000;
    tell(
      `round ${sums.rounds}: ${sums.paid} sales paid (${sums.withCode} with a code), ` +
        `${sums.redeemed} redeemed by REST, ${seen.size} violations, ${(seconds / sums.rounds).toFixed(2)} s/round`,
    );
  }
  return {
    round(_round, plan, played) {
      sums.rounds += 1;
      sums.paid += played.paid;
      sums.withCode += played.withCode;
      sums.givenUp += played.givenUp.length;
      sums.brokenOff += played.brokenOff;
      sums.redeemed += played.redeemed;
      sums.refused += played.refused;
      sums.unanswered += played.unanswered;
      for (const {fault} of plan.faults) add(faults, faultName(fault));
      for (const reason of played.givenUp) add(reasons, reason.replace(/^Torture \d+: /, '').slice(0, 90));
      for (const reason of played.notApplied) add(refusals, reason);
      if (sums.rounds % 10 === 0) tellState();
    },
    violations(round, found) {
      for (const violation of found) {
        if (seen.has(violation)) continue;
        seen.add(violation);
        tell(`VIOLATION in round ${round} (seed ${seed}): ${violation}`);
      }
    },
    end() {
      tellState();
      tell(`faults: ${listOf(faults).join(', ')}`);
      tell(
        `sales: ${sums.paid} shown as paid, ${sums.givenUp} not completed, ${sums.brokenOff} broken off; ` +
          `REST: ${sums.redeemed} answered 200, ${sums.refused} refused, ${sums.unanswered} without an answer`,
      );
      if (reasons.size > 0) tell(`not completed at: ${listOf(reasons).slice(0, 12).join(' | ')}`);
      if (refusals.size > 0) tell(`codes not applied: ${listOf(refusals).slice(0, 12).join(' | ')}`);
      const lost = [...seen].filter(violation => violation.startsWith('I7')).length;
      tell(`${sums.paid + sums.redeemed} acknowledged, ${lost} lost, ${seen.size} violations (seed ${seed})`);
      return seen.size;
    },
  };
}
