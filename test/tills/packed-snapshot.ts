import {sha256} from '@noble/hashes/sha2.js';
import {bytesToHex} from '@noble/hashes/utils.js';
import type {Manifest} from '../../shared/protocol/snapshot.ts';
import {blockFormat, bucketOfCode, packBlock} from '../../shared/protocol/voucher-block.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';

export interface PackedSnapshot {
  readonly manifest: Manifest;
  /** Chunks by their hash. */
  readonly bodies: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Vouchers packed as the server packs them; also where there is no server, in a browser. */
export async function packedSnapshot(
  vouchers: readonly Voucher[],
  {buckets, chunks, position}: {readonly buckets: number; readonly chunks: number; readonly position: number},
): Promise<PackedSnapshot> {
  const byBucket: Voucher[][] = Array.from({length: buckets}, () => []);
  for (const voucher of vouchers) byBucket[bucketOfCode(voucher.code, buckets)]?.push(voucher);
  const bodies = new Map<string, Uint8Array<ArrayBuffer>>();
  const listed: Manifest['chunks'] = [];
  const perChunk = buckets / chunks;
  for (let firstBucket = 0; firstBucket < buckets; firstBucket += perChunk) {
    const its = byBucket.slice(firstBucket, firstBucket + perChunk);
    const lines = its.flatMap((some, n) => (some.length === 0 ? [] : [packBlock(firstBucket + n, some)]));
    const body = await zipped(`${lines.join('\n')}\n`);
    const name = bytesToHex(sha256(body));
    bodies.set(name, body);
    listed.push({
      sha256: name,
      bytes: body.length,
      vouchers: its.flat().length,
      firstBucket,
      lastBucket: firstBucket + perChunk - 1,
    });
  }
  return {manifest: {format: blockFormat, buckets, position, chunks: listed}, bodies};
}

async function zipped(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
