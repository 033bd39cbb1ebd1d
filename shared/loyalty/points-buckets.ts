/**
 * Points of a card by the last day on which they may be spent. Always: soonest first, those that never expire last;
 * one bucket per day; none empty.
 */
import {z} from 'zod';
import {type LocalDate, localDateSchema} from './local-date.ts';

export const pointsBucketSchema = z.object({
  points: z.int().positive(),
  /** null: they never expire. */
  usableThrough: localDateSchema.nullable(),
});
export type PointsBucket = z.output<typeof pointsBucketSchema>;
export type PointsBuckets = readonly PointsBucket[];

export function pointsIn(buckets: PointsBuckets): number {
  return buckets.reduce((sum, bucket) => sum + bucket.points, 0);
}

export function putPoints(
  buckets: PointsBuckets,
  points: number,
  usableThrough: LocalDate | null,
): PointsBucket[] {
  if (points === 0) return [...buckets];
  const others = buckets.filter(bucket => bucket.usableThrough !== usableThrough);
  const there = pointsIn(buckets) - pointsIn(others);
  return [...others, {points: there + points, usableThrough}].sort(bySoonest);
}

/** Takes `points` from the soonest-expiring buckets; `taken` says from which. There must be enough. */
export function takePoints(
  buckets: PointsBuckets,
  points: number,
): {readonly left: PointsBucket[]; readonly taken: PointsBucket[]} {
  const left: PointsBucket[] = [];
  const taken: PointsBucket[] = [];
  let open = points;
  for (const bucket of buckets) {
    const part = Math.min(open, bucket.points);
    open -= part;
    if (part > 0) taken.push({...bucket, points: part});
    if (part < bucket.points) left.push({...bucket, points: bucket.points - part});
  }
  return {left, taken};
}

function bySoonest(a: PointsBucket, b: PointsBucket): number {
  if (a.usableThrough === b.usableThrough) return 0;
  if (a.usableThrough === null) return 1;
  if (b.usableThrough === null) return -1;
  return a.usableThrough < b.usableThrough ? -1 : 1;
}
