import {assert, present} from '../../shared/kernel/assert.ts';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Editable} from '../../shared/merge/editable.ts';
import {alignTrust} from '../campaigns/align-trust.ts';
import {sameContent} from '../same-content.ts';
import {lockCampaign} from '../storage/campaigns/find-campaign.ts';
import type {Tx} from '../storage/database.ts';
import {type Archiving, archiveDocuments, contentsOfCampaign} from '../storage/edits/archive-documents.ts';
import {readFieldWrites, timeFieldWrites} from '../storage/edits/field-writes.ts';
import {findEditedVersions, insertEdit} from '../storage/edits/insert-edit.ts';
import {
  rewriteCampaign,
  rewriteTier,
  rewriteVoucher,
  setAssignments,
} from '../storage/edits/rewrite-incentive.ts';
import {wasRedeemed} from '../storage/edits/was-redeemed.ts';
import {openMissingAccounts} from '../storage/open-accounts.ts';
import {updateProduct} from '../storage/products/save-product.ts';
import {publishDocument} from '../storage/publish-document.ts';
import {findRules} from '../storage/rules/find-rules.ts';
import type {EditBook} from './edit-book.ts';
import {documentOf, lockStanding, type Standing} from './lock-standing.ts';
import {recordAfter} from './record-after.ts';
import {refusals} from './refusals.ts';

/** Edits in the book of record of one project, in a transaction that is open. `nowMs` is when they are kept. */
export function pgEditBook(tx: Tx, projectId: ProjectId, nowMs: EpochMs): EditBook {
  return {
    async lockDocument(kind, id) {
      const standing = await lockStanding(tx, projectId, kind, id);
      if (standing === null) return null;
      const document = await documentOf(tx, projectId, standing);
      return {document, writes: await readFieldWrites(tx, projectId, kind, id)};
    },
    refusals: (document, fields) =>
      refusals(document, fields, {
        isNameTaken: async name => {
          const other = await lockCampaign(tx, projectId, name);
          return other !== null && other.name === name && other.id !== document.id;
        },
        knownRules: async ids => new Set((await findRules(tx, projectId, ids)).map(rule => rule.id)),
      }),
    versionsBy: (deviceId, kind, id) => findEditedVersions(tx, projectId, {deviceId, kind, id}),
    wasRedeemed: async (kind, id) => kind !== 'product' && wasRedeemed(tx, projectId, kind, id),
    saveDocument: document => saveDocument(tx, projectId, document, nowMs),
    noteWrites: (document, written) => timeFieldWrites(tx, projectId, document, written),
    archiveDocument: (document, {staffId, atMs}) =>
      archiveDocument(tx, projectId, document, {by: staffId, atMs}),
    openAccount: (account, limit) => openMissingAccounts(tx, projectId, [{account, limit}]),
    recordEdit: record => insertEdit(tx, projectId, record),
  };
}

async function saveDocument(tx: Tx, projectId: ProjectId, document: Editable, nowMs: EpochMs): Promise<void> {
  const {kind, id} = document;
  const updatedAt = new Date(nowMs).toISOString();
  const standing = present(await lockStanding(tx, projectId, kind, id), `${kind} ${id}`);
  assert(
    document.version === standing.record.version + 1,
    `${id}: not the version after the one that stands`,
  );
  const after = recordAfter(standing, document, updatedAt);
  await rewrite(tx, projectId, after);
  if (document.kind !== 'product') {
    const object = {type: document.kind, id};
    // The same pair has the same id, so that a transaction that is run again writes the same.
    const idFor = (ruleId: string) => `asgm_${contentHash([id, ruleId, document.version]).slice(0, 32)}`;
    await setAssignments(tx, projectId, object, document.ruleIds, {idFor, createdAt: updatedAt});
  }
  await publishDocument(tx, projectId, await documentOf(tx, projectId, after));
  const isTrustMoved =
    standing.kind === 'campaign' &&
    after.kind === 'campaign' &&
    !sameContent(standing.record.offline, after.record.offline);
  if (isTrustMoved) await alignTrust(tx, projectId, {id: after.record.id, ...after.record.offline});
}

async function rewrite(tx: Tx, projectId: ProjectId, standing: Standing): Promise<void> {
  switch (standing.kind) {
    case 'campaign':
      return rewriteCampaign(tx, projectId, standing.record);
    case 'product':
      return updateProduct(tx, projectId, standing.record);
    case 'voucher':
      return rewriteVoucher(tx, projectId, standing.record);
    case 'promotion_tier':
      return rewriteTier(tx, projectId, standing.record);
  }
}

/** A campaign goes with its codes and tiers. */
export async function archiveDocument(
  tx: Tx,
  projectId: ProjectId,
  {kind, id}: Pick<Editable, 'kind' | 'id'>,
  archiving: Archiving,
): Promise<void> {
  if (kind === 'campaign') {
    const {voucherIds, tierIds} = await contentsOfCampaign(tx, projectId, id);
    await archiveDocuments(tx, projectId, 'voucher', voucherIds, archiving);
    await archiveDocuments(tx, projectId, 'promotion_tier', tierIds, archiving);
  }
  await archiveDocuments(tx, projectId, kind, [id], archiving);
}
