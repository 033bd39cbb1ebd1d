import type {CustomerId, ProjectId, SegmentId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {groupBy} from '../group-by.ts';
import {direction, offset, type Page, type PageRequest} from '../page.ts';
import {type SegmentRecord, toSegmentRecord} from './segment-record.ts';

export async function findSegment(db: Db, projectId: ProjectId, id: string): Promise<SegmentRecord | null> {
  const row = await db
    .selectFrom('segment')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb => eb(eb.cast<string>('segment_id', 'text'), '=', id))
    .executeTakeFirst();
  return row === undefined ? null : toSegmentRecord(row);
}

export async function listSegments(
  db: Db,
  projectId: ProjectId,
  request: PageRequest<'created_at'>,
): Promise<Page<SegmentRecord>> {
  const list = db.selectFrom('segment').where('project_id', '=', projectId);
  const {total} = await list.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const towards = direction(request.order);
  const rows = await list
    .selectAll()
    .orderBy('created_at', towards)
    .orderBy('segment_id', towards)
    .limit(request.limit)
    .offset(offset(request))
    .execute();
  return {items: rows.map(toSegmentRecord), total};
}

/** The segments each of these customers is in, by id. */
export async function findSegmentsOf(
  db: Db,
  projectId: ProjectId,
  customerIds: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, readonly SegmentId[]>> {
  if (customerIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('segment_member')
    .select(['customer_id', 'segment_id'])
    .where('project_id', '=', projectId)
    .where('customer_id', 'in', [...customerIds])
    .orderBy('segment_id')
    .execute();
  const members = groupBy(rows, row => row.customer_id);
  return new Map([...members].map(([id, of]) => [id, of.map(row => row.segment_id)]));
}
