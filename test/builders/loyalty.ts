import {assert} from '../../shared/kernel/assert.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {CardStep} from '../../shared/loyalty/card-step.ts';
import type {CardTransaction} from '../../shared/loyalty/card-transaction.ts';
import {type LocalDate, localDateSchema} from '../../shared/loyalty/local-date.ts';
import {type LoyaltyCard, nextExpiration} from '../../shared/loyalty/loyalty-card.ts';
import type {LoyaltyProgram} from '../../shared/loyalty/loyalty-program.ts';
import type {LoyaltyRefused} from '../../shared/loyalty/loyalty-refusal.ts';
import type {LoyaltyTier} from '../../shared/loyalty/loyalty-tier.ts';
import type {Moment} from '../../shared/loyalty/moment.ts';
import {openCard} from '../../shared/loyalty/open-card.ts';

export const vienna = 'Europe/Vienna';

export function date(text: string): LocalDate {
  return localDateSchema.parse(text);
}

/** 02:00 UTC of a day, which is in the same day in Vienna. */
export function on(text: string): Moment {
  return {atMs: epochMs(Date.parse(`${text}T02:00:00Z`)), today: date(text)};
}

export function program(given: Partial<LoyaltyProgram> = {}): LoyaltyProgram {
  return {kind: 'loyalty_program', id: 'camp_points', version: 1, tiers: [], ...given};
}

/** Tiers by name and first point, each up to the next: `tiers({silver: 100, gold: 500})`. */
export function tiers(from: Readonly<Record<string, number>>): LoyaltyTier[] {
  const entries = Object.entries(from);
  return entries.map(([name, fromPoints], index) => {
    const next = entries[index + 1]?.[1];
    return {id: `ltr_${name}`, name, fromPoints, toPoints: next === undefined ? null : next - 1};
  });
}

/** Ann's card, opened on that day. */
export function card(of: LoyaltyProgram, opened = '2026-01-01', name = 'ann'): LoyaltyCard {
  return openCard(`v_${name}`, of, `cust_${name}`, on(opened)).card;
}

/** The card after an operation that must succeed. */
export function done(result: {readonly ok: true; readonly step: CardStep} | LoyaltyRefused): LoyaltyCard {
  return stepOf(result).card;
}

export function stepOf(result: {readonly ok: true; readonly step: CardStep} | LoyaltyRefused): CardStep {
  assert(result.ok, result.ok ? '' : `refused: ${result.refusal.code}`);
  return result.step;
}

/** `POINTS_ACCRUAL +100, total 100, balance 100`. */
export function statement(transactions: readonly CardTransaction[]): readonly string[] {
  return transactions.map(
    ({type, points, total, balance}) =>
      `${type} ${points > 0 ? '+' : ''}${points}, total ${total}, balance ${balance}`,
  );
}

/** Tier changes as `2026-02-01 upgraded silver→gold through 2026-03-31`. */
export function tierRoll(step: Pick<CardStep, 'tierEvents'>): readonly string[] {
  const name = (id: string | null) => (id === null ? 'none' : id.slice('ltr_'.length));
  return step.tierEvents.map(({type, from, to, on: day, endsOn}) => {
    const change = from === to || from === null ? name(to) : `${name(from)}→${name(to)}`;
    return `${day} ${type} ${change}${endsOn === null ? '' : ` through ${endsOn}`}`;
  });
}

/** Points by their last day: `100 through 2026-02-25`. */
export function bucketRoll({buckets}: LoyaltyCard): readonly string[] {
  return buckets.map(
    ({points, usableThrough}) =>
      `${points} ${usableThrough === null ? 'for ever' : `through ${usableThrough}`}`,
  );
}

export function nextRoll(of: LoyaltyCard): string | null {
  const next = nextExpiration(of);
  return next === null ? null : `${next.points} through ${next.usableThrough}`;
}
