import {done, duplicateFound, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {SegmentBody} from '../../shared/api/segment-body.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {publishCustomers} from '../customers/publish-customers.ts';
import {bumpCustomers} from '../storage/customers/bump-customers.ts';
import {insertSegment} from '../storage/segments/insert-segment.ts';
import type {SegmentRecord} from '../storage/segments/segment-record.ts';
import {transactUnique} from '../storage/transact-unique.ts';

/** Makes a static segment; each of its customers is published again, now as a member. */
export async function createSegment(
  {db, clock, random}: CommandDeps,
  projectId: ProjectId,
  body: SegmentBody,
): Promise<Outcome<SegmentRecord>> {
  const nowMs = clock.nowMs();
  const createdAt = new Date(nowMs).toISOString();
  const segment: SegmentRecord = {id: makeId('seg', nowMs, random), name: body.name, createdAt};
  return transactUnique<SegmentRecord>(db, duplicateFound('segment', 'id', segment.id), async tx => {
    const named = [...new Set(body.customers ?? [])];
    const members = await bumpCustomers(tx, projectId, named);
    const missing = named.find(id => !members.some(member => member.id === id));
    if (missing !== undefined) return refused(notFound('customer', missing));
    await insertSegment(
      tx,
      projectId,
      segment,
      members.map(member => member.id),
    );
    for (let first = 0; first < members.length; first += 500) {
      await publishCustomers(tx, projectId, members.slice(first, first + 500), random);
    }
    return done(segment);
  });
}
