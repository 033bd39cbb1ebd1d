import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';

/** Minutes of a day, 00:00 = 0 … 24:00 = 1440. */
const minuteOfDaySchema = z.int().min(0).max(1440);
/** 0 = Sunday … 6 = Saturday, as Voucherify counts. */
const dayOfWeekSchema = z.int().min(0).max(6);

/**
 * When a redeemable may be used (semantics.md A.4), all of it in the project's or store's zone. Every part is
 * optional and all parts must hold; absent means always.
 */
export const validityWindowsSchema = z.object({
  /** From `anchorMs` every `intervalIso` (ISO 8601 duration), each window lasting `durationIso`. */
  timeframe: z
    .object({anchorMs: epochMsSchema, intervalIso: z.string().max(40), durationIso: z.string().max(40)})
    .optional(),
  daysOfWeek: z.array(dayOfWeekSchema).max(7).optional(),
  /** Ranges of a day, end outside, each on its own days of the week; they must not overlap. */
  hours: z
    .array(
      z.object({
        startMinute: minuteOfDaySchema,
        endMinute: minuteOfDaySchema,
        daysOfWeek: z.array(dayOfWeekSchema).max(7),
      }),
    )
    .max(50)
    .optional(),
});
export type ValidityWindows = z.output<typeof validityWindowsSchema>;
