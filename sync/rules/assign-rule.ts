import {apiError, done, duplicateFound, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {RuleAssignmentView} from '../../shared/api/rule-assignment-object.ts';
import type {RuleAssignmentBody} from '../../shared/api/validation-rule-body.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import {campaignDocument} from '../campaigns/campaign-document.ts';
import {tierDocument} from '../campaigns/tier-document.ts';
import type {CommandDeps} from '../command-deps.ts';
import {lockCampaign} from '../storage/campaigns/find-campaign.ts';
import {updateCampaign} from '../storage/campaigns/save-campaign.ts';
import type {Tx} from '../storage/database.ts';
import {publishDocument} from '../storage/publish-document.ts';
import {type AssignmentRecord, findAssignments} from '../storage/rules/find-assignments.ts';
import {findRules} from '../storage/rules/find-rules.ts';
import {insertAssignments} from '../storage/rules/insert-assignments.ts';
import {lockTier} from '../storage/tiers/find-tiers.ts';
import {touchTier} from '../storage/tiers/touch-tier.ts';
import {transactUnique} from '../storage/transact-unique.ts';
import {lockVoucher} from '../storage/vouchers/find-voucher.ts';
import {updateVoucher} from '../storage/vouchers/update-voucher.ts';
import {voucherDocument} from '../vouchers/voucher-document.ts';
import {voucherName} from '../vouchers/voucher-name.ts';
import {rulesOf} from './rules-of.ts';

/** Guards a campaign, voucher or tier with a rule; all rules of an object must pass. */
export async function assignRule(
  deps: CommandDeps,
  projectId: ProjectId,
  ruleId: string,
  body: RuleAssignmentBody,
): Promise<Outcome<RuleAssignmentView>> {
  const nowMs = deps.clock.nowMs();
  return transactUnique(deps.db, apiError('duplicate_found'), async tx => {
    const [rule] = await findRules(tx, projectId, [ruleId]);
    if (rule === undefined) return refused(notFound('validation_rules', ruleId));
    const target = await lockTarget(deps, tx, projectId, body);
    if (target === null) return refused(notFound(body.related_object_type, body.related_object_id));
    const assignment: AssignmentRecord = {
      id: makeId('asgm', nowMs, deps.random),
      ruleId: rule.id,
      relatedObjectId: target.id,
      relatedObjectType: body.related_object_type,
      createdAt: new Date(nowMs).toISOString(),
    };
    const [inserted] = await insertAssignments(tx, projectId, [assignment]);
    if (inserted === undefined) {
      const kept = (await findAssignments(tx, projectId, [target.id])).get(target.id) ?? [];
      const same = kept.find(each => each.ruleId === rule.id)?.id ?? '';
      return refused(duplicateFound('validation_rules_assignment', 'id', same));
    }
    await target.publish();
    return done(assignment);
  });
}

/** A locked object, and how it is published again once its rules changed. */
interface Target {
  readonly id: string;
  readonly publish: () => Promise<void>;
}

async function lockTarget(
  deps: CommandDeps,
  tx: Tx,
  projectId: ProjectId,
  {related_object_type: type, related_object_id: id}: RuleAssignmentBody,
): Promise<Target | null> {
  const updatedAt = new Date(deps.clock.nowMs()).toISOString();
  const next = <T extends {readonly version: number}>(kept: T) => {
    return {...kept, version: kept.version + 1, updatedAt};
  };
  if (type === 'campaign') {
    const campaign = await lockCampaign(tx, projectId, id);
    return campaign && {id: campaign.id, publish: () => publishCampaign(tx, projectId, next(campaign))};
  }
  if (type === 'promotion_tier') {
    const tier = await lockTier(tx, projectId, id);
    return tier && {id: tier.id, publish: () => publishTier(tx, projectId, next(tier))};
  }
  const voucher = await lockVoucher(tx, projectId, await voucherName(tx, projectId, id));
  return voucher && {id: voucher.id, publish: () => publishVoucher(tx, projectId, next(voucher))};
}

async function publishCampaign(
  tx: Tx,
  projectId: ProjectId,
  campaign: Parameters<typeof campaignDocument>[0],
) {
  await updateCampaign(tx, projectId, campaign);
  await publishDocument(tx, projectId, campaignDocument(campaign, await rulesOf(tx, projectId, campaign.id)));
}

async function publishTier(tx: Tx, projectId: ProjectId, tier: Parameters<typeof tierDocument>[0]) {
  await touchTier(tx, projectId, tier);
  await publishDocument(tx, projectId, tierDocument(tier, await rulesOf(tx, projectId, tier.id)));
}

async function publishVoucher(tx: Tx, projectId: ProjectId, voucher: Parameters<typeof voucherDocument>[0]) {
  await updateVoucher(tx, projectId, voucher);
  await publishDocument(tx, projectId, voucherDocument(voucher, await rulesOf(tx, projectId, voucher.id)));
}
