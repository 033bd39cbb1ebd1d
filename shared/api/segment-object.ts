import {z} from 'zod';

export const segmentWire = z.object({
  id: z.string(),
  name: z.string(),
  created_at: z.string(),
  updated_at: z.null(),
  type: z.literal('static'),
  filter: z.null(),
  initial_sync_status: z.literal('DONE'),
  object: z.literal('segment'),
});
export type SegmentWire = z.output<typeof segmentWire>;

export interface SegmentView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}

export function presentSegment(segment: SegmentView): SegmentWire {
  return {
    id: segment.id,
    name: segment.name,
    created_at: segment.createdAt,
    updated_at: null,
    type: 'static',
    filter: null,
    initial_sync_status: 'DONE',
    object: 'segment',
  };
}
