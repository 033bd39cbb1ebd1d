import type {Selectable} from 'kysely';
import type {SegmentView} from '../../../shared/api/segment-object.ts';
import type {SegmentId} from '../../../shared/kernel/id.ts';
import {isoTime} from '../iso-time.ts';
import type {Database} from '../tables.ts';

/** A static segment as kept; its members are rows of their own. */
export interface SegmentRecord extends SegmentView {
  readonly id: SegmentId;
}

export function toSegmentRecord(row: Selectable<Database['segment']>): SegmentRecord {
  return {id: row.segment_id, name: row.name, createdAt: isoTime(row.created_at)};
}
