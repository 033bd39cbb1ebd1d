import {assert} from '../kernel/assert.ts';

/** What a till asks of an account: what the sale in front of it needs, and how much it would like to hold. */
export interface Want {
  readonly need: number;
  readonly level: number;
}

/**
 * How much to lease: the need in full while there is enough, and of what is left at most half, up to the level.
 * Speculation so never takes the last unit (sync.md §0.1); three free, one needed, level 2 gives 2 and leaves 1.
 * The half is rounded down.
 */
export function grantSize(freeUnits: number, want: Want): number {
  assert(want.need >= 0 && want.level >= 0 && freeUnits >= 0, 'grantSize: negative input');
  const needed = Math.min(want.need, freeUnits);
  const spare = Math.min(Math.max(0, want.level - needed), Math.floor((freeUnits - needed) / 2));
  return needed + spare;
}
