import type {CustomerId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import type {SegmentRecord} from './segment-record.ts';

/** A segment with its members, each of whom must be a customer. */
export async function insertSegment(
  tx: Tx,
  projectId: ProjectId,
  segment: SegmentRecord,
  customerIds: readonly CustomerId[],
): Promise<void> {
  await tx
    .insertInto('segment')
    .values({
      project_id: projectId,
      segment_id: segment.id,
      name: segment.name,
      created_at: new Date(segment.createdAt),
    })
    .execute();
  for (let first = 0; first < customerIds.length; first += 1000) {
    const some = customerIds.slice(first, first + 1000);
    await tx
      .insertInto('segment_member')
      .values(some.map(id => ({project_id: projectId, segment_id: segment.id, customer_id: id})))
      .execute();
  }
}
