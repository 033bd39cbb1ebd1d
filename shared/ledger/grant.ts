import {assert} from '../kernel/assert.ts';

/** What a till asks of an account: what the sale in front of it needs, and how much it would like to hold. */
export interface Want {
  readonly need: number;
  readonly level: number;
}

/** What the campaign and the shop bound a grant beyond the need by. Absent members bound nothing. */
export interface GrantBounds {
  /** The account's limit, or that of the rule that asks a counter: no till gets more than its share of it at once. */
  readonly limit?: number | undefined;
  /** Tills that may ask for a part of it, this one counted; at least 1. */
  readonly tills?: number | undefined;
  /** Units that are never leased ahead, so that others find some. Absent: half of what is free. */
  readonly reserve?: number | undefined;
  /** Nothing is leased ahead: the need and no more (`online_only`). */
  readonly needOnly?: boolean | undefined;
}

/**
 * How much to lease: the need in full while there is enough (L13), and of what is left up to the level, but
 * - at most half, rounded down, so that speculation never takes the last unit, and never the reserve (L31);
 * - at most an equal share of half the limit for each till, at least one unit (L32);
 * - nothing at all while less than one unit is left for each till (L33).
 * Three free, one needed, level 2 gives 2 and leaves 1.
 */
export function grantSize(freeUnits: number, want: Want, bounds: GrantBounds = {}): number {
  const {need, level} = want;
  assert(need >= 0 && level >= 0 && freeUnits >= 0, 'grantSize: negative input');
  const needed = Math.min(need, freeUnits);
  return needed + Math.min(Math.max(0, level - needed), spareOf(freeUnits - needed, bounds));
}

/** What may be leased ahead of what is left once the need is met. */
function spareOf(left: number, {limit, tills = 1, reserve = 0, needOnly}: GrantBounds): number {
  assert(tills >= 1, 'grantSize: no till');
  if (needOnly === true || left < tills) return 0;
  const share = limit === undefined ? left : Math.max(1, Math.floor(limit / (2 * tills)));
  return Math.min(Math.floor(left / 2), Math.max(0, left - reserve), share);
}
