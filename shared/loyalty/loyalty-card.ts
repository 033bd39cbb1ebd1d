/**
 * A loyalty card's book. *Total* is what came in for good (earned less taken away by hand or transfer); *balance* is
 * what may be spent: total less redeemed less expired.
 *
 * Always true (SPEC.md): LY1 the buckets sum to the balance. LY2 no count is negative.
 */
import {z} from 'zod';
import {assert} from '../kernel/assert.ts';
import {type CustomerId, idSchema, type VoucherId} from '../kernel/id.ts';
import {type LocalDate, localDateSchema} from './local-date.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';
import {pendingPointsSchema} from './pending-points.ts';
import {type PointsBucket, pointsBucketSchema, pointsIn} from './points-buckets.ts';

/** A reason to be in a tier, from one day through another; null: until it is taken away. */
const tierClaimSchema = z.object({
  tierId: idSchema('ltr'),
  startsOn: localDateSchema,
  endsOn: localDateSchema.nullable(),
  /** First day of the period whose points earned it; absent for balance tiers. */
  earnedIn: localDateSchema.optional(),
});
export type TierClaim = z.output<typeof tierClaimSchema>;

export const loyaltyCardSchema = z.object({
  voucherId: idSchema('v'),
  campaignId: idSchema('camp'),
  holderId: idSchema('cust').nullable(),
  /** Points over the card's life: in, taken away by hand or transfer, spent on rewards, expired. */
  earned: z.int().nonnegative(),
  subtracted: z.int().nonnegative(),
  redeemed: z.int().nonnegative(),
  expired: z.int().nonnegative(),
  buckets: z.array(pointsBucketSchema),
  pending: z.array(pendingPointsSchema),
  claims: z.array(tierClaimSchema),
  /** The tier that was last told to the world, and the last day of it as told. */
  tier: z.object({tierId: idSchema('ltr'), endsOn: localDateSchema.nullable()}).nullable(),
  /** Points collected in the current tier period. */
  collected: z.object({periodStartsOn: localDateSchema, points: z.int().nonnegative()}).optional(),
  /** Automatic redemptions of a day. */
  autoRedeemed: z.object({on: localDateSchema, times: z.int().positive()}).optional(),
  /** The latest day on which anything happened to it: what arrives late is told as of this day. */
  touchedOn: localDateSchema.optional(),
  /** The day whose midnight was last worked off. */
  midnightOn: localDateSchema.optional(),
});
export type LoyaltyCard = z.output<typeof loyaltyCardSchema>;

/** A card with nothing on it; `openCard` credits the program's initial points. */
export function emptyCard(
  voucherId: VoucherId,
  program: Pick<LoyaltyProgram, 'id'>,
  holderId: CustomerId | null,
): LoyaltyCard {
  const counts = {earned: 0, subtracted: 0, redeemed: 0, expired: 0};
  return {
    voucherId,
    campaignId: program.id,
    holderId,
    ...counts,
    buckets: [],
    pending: [],
    claims: [],
    tier: null,
  };
}

/** What may be spent. */
export function balanceOf(card: LoyaltyCard): number {
  return card.earned - card.subtracted - card.redeemed - card.expired;
}

/** What came in for good. */
export function totalOf(card: LoyaltyCard): number {
  return card.earned - card.subtracted;
}

/** The points that expire next and their last day; null where none ever does. */
export function nextExpiration(card: LoyaltyCard): PointsBucket | null {
  const first = card.buckets[0];
  return first === undefined || first.usableThrough === null ? null : first;
}

/** The day on which a change takes effect: `today`, unless later ones were seen. On a card time never runs back. */
export function effectiveDay(card: LoyaltyCard, today: LocalDate): LocalDate {
  return card.touchedOn !== undefined && card.touchedOn > today ? card.touchedOn : today;
}

export function checkedCard(card: LoyaltyCard): LoyaltyCard {
  for (const count of [card.earned, card.subtracted, card.redeemed, card.expired, balanceOf(card)]) {
    assert(
      Number.isSafeInteger(count) && count >= 0,
      `card ${card.voucherId}: not a count of points: ${count}`,
    );
  }
  const inBuckets = pointsIn(card.buckets);
  assert(
    inBuckets === balanceOf(card),
    `card ${card.voucherId}: ${inBuckets} points in buckets, balance ${balanceOf(card)}`,
  );
  return card;
}
