import {instantOf} from '../calendar/local-time.ts';
import {offsetMsAt} from '../calendar/zone-offset.ts';
import {readField} from '../filters/read-field.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import type {CustomerField} from './customer-fields.ts';
import type {CustomerProfile} from './customer-profile.ts';

const dayMs = 86_400_000;

/** The value of a field as of `nowMs`. Counts and sums of what never happened are 0. */
export function readCustomerField(
  profile: CustomerProfile,
  field: CustomerField,
  nowMs: EpochMs,
  zone: string,
): JsonValue | undefined {
  if (field.window !== undefined) return ordersWithin(profile, field.window, nowMs, zone);
  const value = readField(profile.fields, field.path);
  return field.type === 'number' ? (value ?? 0) : value;
}

/** When the next order falls out of the window; null where none is in it. */
export function nextWindowChangeMs(
  profile: CustomerProfile,
  {days}: NonNullable<CustomerField['window']>,
  nowMs: EpochMs,
  zone: string,
): EpochMs | null {
  let next: EpochMs | null = null;
  for (const {atMs} of profile.recentOrders) {
    const endMs = instantOf(0, wallMsOf(atMs, zone) + days * dayMs, zone);
    if (endMs !== null && endMs > nowMs && (next === null || endMs < next)) next = endMs;
  }
  return next;
}

/** An order is in the window until the same time of day, so many days later. */
function ordersWithin(
  profile: CustomerProfile,
  {days, measure}: NonNullable<CustomerField['window']>,
  nowMs: EpochMs,
  zone: string,
): number {
  const sinceMs = wallMsOf(nowMs, zone) - days * dayMs;
  let total = 0;
  for (const {atMs, amountMinor} of profile.recentOrders)
    if (wallMsOf(atMs, zone) > sinceMs && atMs <= nowMs) total += measure === 'total_count' ? 1 : amountMinor;
  return total;
}

function wallMsOf(ms: EpochMs, zone: string): number {
  return ms + offsetMsAt(ms, zone);
}
