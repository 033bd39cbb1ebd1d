import type {ProjectId} from '../../shared/kernel/id.ts';
import {countUnpacked, countVouchers} from '../storage/snapshots/count-unpacked.ts';
import {findSnapshot} from '../storage/snapshots/find-snapshot.ts';
import {type BuildDeps, buildSnapshot} from './build-snapshot.ts';

/** Fewer vouchers than this come down the feed in a second or two. */
const leastVouchers = 5_000;
/** A snapshot is made again when a new till would have to take more than this share of it from the feed. */
const staleShare = 0.1;

/** Builds a snapshot where there are many vouchers and many of them are in none; answers whether it did. */
export async function refreshSnapshot(deps: BuildDeps, projectId: ProjectId): Promise<boolean> {
  const former = await findSnapshot(deps.db, projectId);
  const packed = former?.chunks.reduce((sum, chunk) => sum + chunk.vouchers, 0) ?? 0;
  const most = Math.max(leastVouchers, Math.ceil(packed * staleShare));
  await deps.stamper.stampNow(projectId);
  const unpacked = await countUnpacked(deps.db, projectId, former?.position ?? 0, most);
  if (unpacked < most) return false;
  if (former === null && (await countVouchers(deps.db, projectId)) < leastVouchers) return false;
  return (await buildSnapshot(deps, projectId)) !== null;
}
