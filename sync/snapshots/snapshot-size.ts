/** How a snapshot is cut: blocks of some 64 vouchers, so that one is found in a millisecond, in chunks of some 400 kB. */

const vouchersPerBlock = 64;
const vouchersPerChunk = 16_384;
const mostBuckets = 65_536;

export interface SnapshotSize {
  /** Powers of two; every chunk has as many buckets. */
  readonly buckets: number;
  readonly chunks: number;
}

/**
 * Keeps the former number of buckets while blocks stay between a third and three times their size: with another
 * number every till has to take every chunk again.
 */
export function snapshotSize(vouchers: number, formerBuckets: number | null): SnapshotSize {
  const ideal = within(1, powerOfTwo(vouchers / vouchersPerBlock), mostBuckets);
  const fits = formerBuckets !== null && formerBuckets <= ideal * 3 && formerBuckets >= ideal / 3;
  const buckets = fits ? formerBuckets : ideal;
  const chunks = within(1, powerOfTwo(vouchers / vouchersPerChunk), buckets);
  return {buckets, chunks};
}

/** The nearest by ratio. */
function powerOfTwo(number: number): number {
  return 2 ** Math.max(0, Math.round(Math.log2(Math.max(number, 1))));
}

function within(least: number, number: number, most: number): number {
  return Math.min(most, Math.max(least, number));
}
