import {createHash} from 'node:crypto';
import {gzipSync} from 'node:zlib';
import type {Manifest} from '../../../shared/protocol/snapshot.ts';
import {blockFormat, bucketOfCode, packBlock} from '../../../shared/protocol/voucher-block.ts';
import {snapshotSize} from '../../../sync/snapshots/snapshot-size.ts';
import {someVoucher} from './some-vouchers.ts';

export interface PackedChunks {
  readonly manifest: Manifest;
  readonly bodies: ReadonlyMap<string, Buffer>;
}

/** So many vouchers, cut and packed as the server does it. */
export function packedChunks(count: number): PackedChunks {
  const {buckets, chunks} = snapshotSize(count, null);
  const byBucket: number[][] = Array.from({length: buckets}, () => []);
  for (let n = 0; n < count; n += 1) byBucket[bucketOfCode(someVoucher(n).code, buckets)]?.push(n);
  const bodies = new Map<string, Buffer>();
  const listed: Manifest['chunks'] = [];
  const perChunk = buckets / chunks;
  for (let first = 0; first < buckets; first += perChunk) {
    const its = byBucket.slice(first, first + perChunk);
    const lines = its.flatMap((numbers, n) =>
      numbers.length === 0 ? [] : [packBlock(first + n, numbers.map(someVoucher))],
    );
    const body = gzipSync(`${lines.join('\n')}\n`, {level: 6});
    const sha256 = createHash('sha256').update(body).digest('hex');
    bodies.set(sha256, body);
    const vouchers = its.reduce((sum, numbers) => sum + numbers.length, 0);
    listed.push({sha256, bytes: body.length, vouchers, firstBucket: first, lastBucket: first + perChunk - 1});
  }
  return {manifest: {format: blockFormat, buckets, position: count + 1, chunks: listed}, bodies};
}
