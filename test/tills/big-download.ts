import type {Voucher} from '../../shared/redeemables/voucher.ts';
import {settings} from '../builders/facts.ts';
import {percent} from '../builders/offers.ts';
import {type DownloadServer, downloadServer} from './download-server.ts';
import {packedSnapshot} from './packed-snapshot.ts';

const chunks = 16;

/** The n-th voucher of a big download. */
export function bigVoucher(n: number): Voucher {
  const {voucher} = percent(`BIG-${n.toString(36).padStart(6, '0')}`, 10);
  if (voucher === null) throw new Error('a voucher');
  return voucher;
}

/** A server with so many packed vouchers in 16 chunks, the same bytes each time. */
export async function bigDownload(vouchers: number): Promise<DownloadServer> {
  const all = Array.from({length: vouchers}, (_, n) => bigVoucher(n));
  const server = downloadServer(await packedSnapshot(all, {buckets: 256, chunks, position: vouchers + 1}));
  server.changes.push({deleted: false, position: 1, document: settings()});
  return server;
}
