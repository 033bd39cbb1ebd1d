/**
 * Where an operation belongs. The till's *own* history is the first one that reached us: gapless, each operation naming
 * the hash of the one before. Whatever contradicts it (another content under a sequence, another predecessor) was made by
 * a second machine with this identity, a *fork*; a fork's next operations follow it by their hashes, not by the head of the
 * till's own history. Nothing is refused: every printed sale reaches the books once.
 */
import type {Acknowledgement} from '../../shared/protocol/exchange.ts';
import type {EpochState} from '../store/device-epoch.ts';
import type {KnownOperations} from './known-operations.ts';
import {damagedProblem, type Envelope, isIntact} from './read-operation.ts';

export type Placing =
  /** Taken before: it is answered what it was. */
  | {readonly kind: 'known'; readonly answer: Acknowledgement}
  /** Those before it have not come yet. */
  | {readonly kind: 'gap'}
  /** Its place is taken, and its content is not what its hash says: a broken copy, and no proof of anything. */
  | {readonly kind: 'damaged'}
  | {readonly kind: 'own'; readonly replaces?: string | undefined}
  | {readonly kind: 'fork'; readonly why: string};

export function placeOperation(envelope: Envelope, head: EpochState, known: KnownOperations): Placing {
  const {sequence, hash} = envelope;
  const own = known.own(sequence);
  const before = own?.hash === hash ? own : known.fork(sequence, hash);
  if (before !== undefined && before.outcome !== 'quarantined') {
    return {kind: 'known', answer: {sequence, hash, outcome: before.outcome, detail: before.detail}};
  }
  if (before !== undefined) return before.forked ? {kind: 'fork', why: 'came again'} : {kind: 'own'};
  if (own !== undefined) return placeBeside(envelope, own);
  const previousHash = envelope.raw['previousHash'];
  if (sequence > 1 && known.fork(sequence - 1, previousHash) !== undefined) {
    return {kind: 'fork', why: 'follows an operation of another history'};
  }
  if (sequence > head.appliedSequence + 1) return {kind: 'gap'};
  const isNext = sequence === head.appliedSequence + 1 && head.headHash !== null;
  const isUnproven = known.own(sequence - 1)?.outcome === 'quarantined';
  if (isNext && !isUnproven && previousHash !== head.headHash && isIntact(envelope)) {
    return {kind: 'fork', why: 'follows another operation than the one received before it'};
  }
  return {kind: 'own'};
}

/** Another one has its place. A broken copy that was kept gives way to what is whole. */
function placeBeside(
  envelope: Envelope,
  own: {readonly hash: string; readonly outcome: string; readonly detail: string | null},
): Placing {
  if (!isIntact(envelope)) return {kind: 'damaged'};
  if (own.outcome === 'quarantined' && own.detail === damagedProblem) {
    return {kind: 'own', replaces: own.hash};
  }
  return {kind: 'fork', why: 'has a sequence that was used before for another operation'};
}
