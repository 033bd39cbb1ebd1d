/**
 * Key of a bucket's block. Snapshots with another number of buckets have other keys, so that a new one can come in
 * beside the one in force.
 */
export function blockKey(buckets: number, bucket: number): number {
  return firstKey(buckets) + bucket;
}

/** All keys of snapshots with so many buckets, the last one excluded. */
export function keyRange(buckets: number): {readonly from: number; readonly to: number} {
  return {from: firstKey(buckets), to: firstKey(buckets) + buckets};
}

/** Buckets are powers of two up to 65,536: 2n, n ≤ 2^16, leaves room for each number of them. */
function firstKey(buckets: number): number {
  return buckets * 2;
}
