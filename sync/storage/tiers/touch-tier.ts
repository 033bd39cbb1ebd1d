import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {toDateOrNull} from '../iso-time.ts';
import type {TierRecord} from './tier-record.ts';

/** Gives a locked tier its new version. */
export async function touchTier(
  tx: Tx,
  projectId: ProjectId,
  tier: Pick<TierRecord, 'id' | 'version' | 'updatedAt'>,
): Promise<void> {
  await tx
    .updateTable('promotion_tier')
    .set({version: tier.version, updated_at: toDateOrNull(tier.updatedAt)})
    .where('project_id', '=', projectId)
    .where('tier_id', '=', tier.id)
    .execute();
}
