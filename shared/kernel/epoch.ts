import {z} from 'zod';
import {assert} from './assert.ts';

/** An instant: whole milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number & {readonly __unit: 'EpochMs'};

/** The only way in; a fraction or a date beyond ±8.64e15 ms (what a Date holds) is a bug. */
export function epochMs(n: number): EpochMs {
  assert(Number.isInteger(n) && Math.abs(n) <= 8.64e15, `not an instant in ms: ${n}`);
  return n as EpochMs;
}

export const epochMsSchema = z.int().min(-8.64e15).max(8.64e15).transform(epochMs);

/** Where an edge reads the time. `shared/` receives instants; it never asks for one. */
export interface Clock {
  nowMs(): EpochMs;
}
