import {type EpochMs, epochMs} from '../kernel/epoch.ts';
import type {Editable} from './editable.ts';

/**
 * What a deletion does. `archive`: the document leaves every till, the books keep its last version. `end`: it was
 * redeemed, so receipts and returns still need it; it stays, switched off, with its end now or where it was before.
 */
export type Deletion = {readonly kind: 'archive'} | {readonly kind: 'end'; readonly document: Editable};

/** A deletion wins over what others changed meanwhile (ME8). `nowMs` is when it was meant. */
export function mergeDeletion(present: Editable, wasRedeemed: boolean, nowMs: EpochMs): Deletion {
  if (present.kind === 'product' || !wasRedeemed) return {kind: 'archive'};
  const {startsAtMs, endsAtMs} = present;
  const end = epochMs(Math.min(endsAtMs ?? nowMs, nowMs));
  const canEnd = startsAtMs === null || startsAtMs < end;
  return {kind: 'end', document: {...present, active: false, endsAtMs: canEnd ? end : endsAtMs}};
}
