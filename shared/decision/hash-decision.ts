import {type ContentHash, contentHash} from '../kernel/content-hash.ts';
import type {Decision} from './decision.ts';

/** Two machines that decided alike have the same hash: the server's proof that a till decided by the same rules. */
export function hashDecision(decision: Decision): ContentHash {
  return contentHash(decision);
}
