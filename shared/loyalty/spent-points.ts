import {z} from 'zod';
import {addDays, daysBetween, type LocalDate, localDateSchema} from './local-date.ts';
import {pointsBucketSchema} from './points-buckets.ts';

/** From which buckets a redemption took its points, and when; kept with the redemption so that it can be undone. */
const spentPointsSchema = z.object({spentOn: localDateSchema, from: z.array(pointsBucketSchema)});
export type SpentPoints = z.output<typeof spentPointsSchema>;

/**
 * The last day of points that come back on `today`: the one they had, or, where it has passed, as many days more as
 * they still had when they were spent. A return so neither shortens nor renews their life.
 */
export function restoredLastDay(
  usableThrough: LocalDate | null,
  spentOn: LocalDate,
  today: LocalDate,
): LocalDate | null {
  if (usableThrough === null || usableThrough >= today) return usableThrough;
  return addDays(today, Math.max(0, daysBetween(spentOn, usableThrough)));
}
