import {z} from 'zod';

/** What a tier makes of the points of an earning rule or of a reward: so many times as many, or another number. */
export const pointsMappingSchema = z.discriminatedUnion('type', [
  z.object({type: z.literal('MULTIPLY'), multiplier: z.number().min(0).max(10_000).multipleOf(0.0001)}),
  z.object({type: z.literal('CUSTOM'), points: z.int().nonnegative()}),
]);
export type PointsMapping = z.output<typeof pointsMappingSchema>;

/** Points after the mapping; a multiple is rounded to the nearest whole point, halves up. */
export function mappedPoints(mapping: PointsMapping | undefined, points: number): number {
  if (mapping === undefined) return points;
  return mapping.type === 'CUSTOM' ? mapping.points : multipliedPoints(points, mapping.multiplier);
}

/** `points × multiplier` to the nearest whole point, halves up; exact, as the multiplier has four decimals. */
function multipliedPoints(points: number, multiplier: number): number {
  const exact = BigInt(points) * BigInt(Math.round(multiplier * 10_000));
  return Number((exact + 5000n) / 10_000n);
}
