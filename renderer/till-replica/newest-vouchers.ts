import type {PackedVoucher} from '../../shared/protocol/voucher-block.ts';
import {type Voucher, voucherSchema} from '../../shared/redeemables/voucher.ts';

/**
 * Of what the feed brought (`loose`), what the blocks hold and what was deleted (`goneAt`: version by id), the vouchers
 * there are: of one that is in several the newer version counts.
 */
export function newestVouchers(
  loose: readonly Voucher[],
  packed: readonly PackedVoucher[],
  goneAt: ReadonlyMap<string, number>,
): Voucher[] {
  const found = new Map<string, Voucher>(loose.map(voucher => [voucher.id, voucher]));
  for (const {id, version, document} of packed) {
    const past = Math.max(found.get(id)?.version ?? 0, goneAt.get(id) ?? 0);
    const voucher = version > past ? readable(document) : null;
    if (voucher !== null) found.set(id, voucher);
  }
  return [...found.values()];
}

/** A newer server may publish what this till cannot read: then it does not know the voucher. */
function readable(document: unknown): Voucher | null {
  const parsed = voucherSchema.safeParse(document);
  if (!parsed.success) console.warn('a voucher is not understood:', parsed.error.message);
  return parsed.data ?? null;
}
