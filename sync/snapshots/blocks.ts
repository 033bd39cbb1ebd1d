import type {ProjectId} from '../../shared/kernel/id.ts';
import {bucketOfSlot} from '../../shared/protocol/voucher-block.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import type {Tx} from '../storage/database.ts';
import {type SlotRange, streamVouchers} from '../storage/snapshots/stream-vouchers.ts';

interface Block {
  readonly bucket: number;
  readonly vouchers: readonly Voucher[];
}

/** The vouchers that are for all tills, by bucket; those of some slots alone where a range is given. */
export async function* blocks(
  tx: Tx,
  projectId: ProjectId,
  buckets: number,
  range?: SlotRange,
): AsyncGenerator<Block> {
  let bucket = 0;
  let vouchers: Voucher[] = [];
  for await (const page of streamVouchers(tx, projectId, range)) {
    for (const {slot, body} of page) {
      const its = bucketOfSlot(slot, buckets);
      if (its !== bucket) {
        if (vouchers.length > 0) yield {bucket, vouchers};
        bucket = its;
        vouchers = [];
      }
      vouchers.push(body);
    }
  }
  if (vouchers.length > 0) yield {bucket, vouchers};
}
