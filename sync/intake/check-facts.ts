/**
 * Whether a till decided on what this server had told it. A document whose version and hash the server never published
 * was made up (C6); one that had a newer version when the sale happened was outdated.
 */
import type {Facts} from '../../shared/decision/facts.ts';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {SyncReads} from '../store/sync-store.ts';
import type {Finding} from './finding.ts';

export async function checkFacts(
  tx: SyncReads,
  facts: Facts,
  occurredMs: EpochMs,
): Promise<readonly Finding[]> {
  const documents = documentsOf(facts);
  const versions = await tx.findVersions(documents);
  return documents.flatMap((document): readonly Finding[] => {
    const {kind, id, version} = document;
    const known = versions.get(`${kind} ${id}`);
    if (known?.hash === 'erased')
      return [{kind: 'stale', detail: `${kind} ${id} was erased; it could not be compared`}];
    if (known === undefined || known.hash !== contentHash(document)) {
      const detail = `${kind} ${id} version ${version} was never published like that`;
      return [{kind: 'conflict', class: 'C6', detail}];
    }
    if (known.replacedAtMs !== null && known.replacedAtMs <= occurredMs)
      return [{kind: 'stale', detail: `${kind} ${id} version ${version} was outdated`}];
    return [];
  });
}

function documentsOf(facts: Facts): readonly Document[] {
  const {customer, skus, collections, promotionStacks, categories, rewards, loyaltyPrograms} = facts;
  return [
    facts.settings,
    ...(customer === null ? [] : [customer]),
    ...facts.products,
    ...(skus ?? []),
    ...(collections ?? []),
    ...facts.vouchers,
    ...facts.promotionTiers,
    ...(promotionStacks ?? []),
    ...facts.campaigns,
    ...(categories ?? []),
    ...(rewards ?? []),
    ...(loyaltyPrograms ?? []),
    ...facts.validationRules,
  ];
}
