/**
 * When a campaign or the settings begin or cease to bind to the home store, what they bind takes a new version: tills
 * that lose it are told so, and a version never means two things.
 */
import {sql} from 'kysely';
import type {Customer} from '../../../shared/customer/customer.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Document} from '../../../shared/protocol/document.ts';
import type {Voucher} from '../../../shared/redeemables/voucher.ts';
import {type MovedRule, movedRules} from '../../changes/document-scopes.ts';
import type {Tx} from '../database.ts';
import {readRulers} from './find-scopes.ts';

/** Call before `documents` are written: says which of them bind otherwise than what is stored. */
export async function findMovedRules(
  tx: Tx,
  projectId: ProjectId,
  documents: readonly Document[],
): Promise<readonly MovedRule[]> {
  const rulers = documents.filter(one => one.kind === 'campaign' || one.kind === 'settings');
  if (rulers.length === 0) return [];
  const campaignIds = rulers.flatMap(one => (one.kind === 'campaign' ? [one.id] : []));
  return movedRules(await readRulers(tx, projectId, campaignIds), rulers);
}

const pageSize = 1_000;

/** What the rule binds, with new versions, in pages to be published. */
export async function* rescoped(
  tx: Tx,
  projectId: ProjectId,
  rule: MovedRule,
): AsyncGenerator<readonly Document[]> {
  const ofCampaign = rule.kind === 'voucher' ? sql`and body->>'campaignId' = ${rule.campaignId}` : sql``;
  for (let after = ''; ; ) {
    const {rows} = await sql<{body: Voucher | Customer}>`
      select body from document
      where project_id = ${projectId} and kind = ${rule.kind} and not deleted and id > ${after}
        and body->'metadata' ? 'home_store' ${ofCampaign}
      order by id limit ${pageSize} for update
    `.execute(tx);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.body.id;
    const raised = rows.map(({body}) => ({...body, version: body.version + 1}));
    await raiseVersions(
      tx,
      projectId,
      rule.kind,
      raised.map(({id}) => id),
    );
    yield raised;
  }
}

/** The rows behind the documents, so that their next change is newer still. */
async function raiseVersions(
  tx: Tx,
  projectId: ProjectId,
  kind: MovedRule['kind'],
  ids: readonly string[],
): Promise<void> {
  const table = sql.table(kind);
  const column = sql.ref(`${kind}_id`);
  await sql`
    update ${table} set version = version + 1 where project_id = ${projectId} and ${column} = any(${[...ids]})
  `.execute(tx);
}
