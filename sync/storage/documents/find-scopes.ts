/** Whose the documents are that are about to be published: sync/changes/document-scopes.ts has the rules. */
import {sql} from 'kysely';
import type {ProjectId, StoreId} from '../../../shared/kernel/id.ts';
import type {Document} from '../../../shared/protocol/document.ts';
import {isHoused, type Ruler, scopeOf, scopeRules} from '../../changes/document-scopes.ts';
import type {Tx} from '../database.ts';

/** Of each document, in their order. */
export async function findScopes(
  tx: Tx,
  projectId: ProjectId,
  documents: readonly Document[],
): Promise<readonly (StoreId | null)[]> {
  const housed = documents.filter(isHoused);
  const campaignIds = housed.flatMap(one => (one.kind === 'voucher' ? (one.campaignId ?? []) : []));
  const kept = housed.length === 0 ? [] : await readRulers(tx, projectId, [...new Set(campaignIds)]);
  // What is published together is not stored yet.
  const rules = scopeRules([...kept, ...documents]);
  const isMoot = housed.length === 0 || (rules.boundCampaigns.size === 0 && !rules.customersBound);
  const stores = isMoot ? new Map<string, StoreId>() : await storesByName(tx, projectId);
  return documents.map(document => scopeOf(document, rules, stores));
}

/** The settings and these campaigns as published. */
export async function readRulers(
  tx: Tx,
  projectId: ProjectId,
  campaignIds: readonly string[],
): Promise<readonly Ruler[]> {
  const {rows} = await sql<{body: Ruler}>`
    select body from document
    where project_id = ${projectId} and not deleted
      and (kind = 'settings' or (kind = 'campaign' and id = any(${[...campaignIds]})))
  `.execute(tx);
  return rows.map(row => row.body);
}

async function storesByName(tx: Tx, projectId: ProjectId): Promise<ReadonlyMap<string, StoreId>> {
  const stores = await tx
    .selectFrom('store')
    .select(['source_id', 'store_id'])
    .where('project_id', '=', projectId)
    .execute();
  return new Map(stores.map(store => [store.source_id, store.store_id]));
}
