import {z} from 'zod';

const askedUnitsSchema = z.union([
  z.object({line: z.int().nonnegative(), units: z.array(z.int().positive()).min(1).max(1000)}),
  z.object({line: z.int().nonnegative(), quantity: z.int().positive()}),
]);

/** What is brought back: units of a line by their numbers, or just how many; shipping where it is repaid too. */
export const askedReturnSchema = z.object({
  units: z
    .array(askedUnitsSchema)
    .max(1000)
    .refine(asked => asked.reduce((sum, one) => sum + ('units' in one ? one.units.length : 0), 0) <= 5000, {
      error: 'should name at most 5000 units; give a quantity for more',
    }),
  shipping: z.boolean().optional(),
  /** What the order cost beside its lines; it goes back with the last unit anyway. */
  rest: z.boolean().optional(),
});
export type AskedReturn = z.output<typeof askedReturnSchema>;
