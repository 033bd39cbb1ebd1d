/**
 * Making a campaign with what belongs to it: a promotion with its tiers, every other with the template of its codes
 * and as many codes as were asked for, all in one transaction.
 */
import type {CampaignBody} from '../../shared/api/campaign-body.ts';
import type {VoucherTemplate} from '../../shared/api/campaign-object.ts';
import {toCodeConfigWire} from '../../shared/api/code-config.ts';
import {toDiscountWire} from '../../shared/api/discount-body.ts';
import {
  type ApiProblem,
  apiError,
  done,
  duplicateFound,
  type Outcome,
  refused,
} from '../../shared/api/error.ts';
import {offlineTermsOf} from '../../shared/api/offline-terms.ts';
import {toWindowsWire} from '../../shared/api/windows-body.ts';
import {toMetadata} from '../../shared/api/wire-values.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {CampaignType} from '../../shared/redeemables/campaign.ts';
import type {CommandDeps} from '../command-deps.ts';
import {guardObjects} from '../rules/guard-objects.ts';
import type {CampaignRecord} from '../storage/campaigns/campaign-record.ts';
import {insertCampaign} from '../storage/campaigns/save-campaign.ts';
import type {Tx} from '../storage/database.ts';
import {isoTimeOrNull, toDateOrNull} from '../storage/iso-time.ts';
import {publishDocument} from '../storage/publish-document.ts';
import {transactUnique} from '../storage/transact-unique.ts';
import {makeVouchers} from '../vouchers/make-vouchers.ts';
import {voucherSpec} from '../vouchers/voucher-spec.ts';
import {addTiers} from './add-tiers.ts';
import {alignTrust} from './align-trust.ts';
import {campaignDocument} from './campaign-document.ts';

export async function createCampaign(
  deps: CommandDeps,
  projectId: ProjectId,
  body: CampaignBody,
): Promise<Outcome<CampaignRecord>> {
  const campaign = newCampaign(deps, body);
  if (!campaign.ok) return campaign;
  const taken = duplicateFound('campaign', 'name', body.name);
  return transactUnique(deps.db, taken, async tx => {
    if (!(await insertCampaign(tx, projectId, campaign.value))) return refused(taken);
    const {id} = campaign.value;
    const rules = await guardObjects(deps, tx, projectId, 'campaign', [id], body.validation_rules);
    if (!rules.ok) return rules;
    await publishDocument(tx, projectId, campaignDocument(campaign.value, rules.value));
    const contents =
      campaign.value.campaignType === 'PROMOTION'
        ? await addTiers(deps, tx, projectId, campaign.value, body.promotion?.tiers ?? [])
        : await makeCodes(deps, tx, projectId, campaign.value, body);
    if (!contents.ok) return contents;
    if (campaign.value.offline.offlinePolicy !== undefined)
      await alignTrust(tx, projectId, {id, ...campaign.value.offline});
    return done(campaign.value);
  });
}

async function makeCodes(
  deps: CommandDeps,
  tx: Tx,
  projectId: ProjectId,
  campaign: CampaignRecord,
  body: CampaignBody,
): Promise<Outcome<unknown>> {
  const count = body.vouchers_count ?? (campaign.type === 'STANDALONE' ? 1 : 0);
  const config = campaign.template?.code_config;
  if (count === 0 || config === undefined) return done(null);
  const spec = voucherSpec({}, campaign);
  return spec.ok ? makeVouchers(deps, tx, projectId, spec.value, {code: null, config, count}) : spec;
}

function newCampaign({clock, random}: CommandDeps, body: CampaignBody): Outcome<CampaignRecord> {
  const campaignType = body.campaign_type ?? inferType(body);
  const template = campaignType === 'PROMOTION' ? done(null) : templateOf(body, campaignType);
  if (!template.ok) return template;
  const offline = offlineTermsOf(body, campaignType);
  if (!offline.ok) return offline;
  const type = body.type ?? (campaignType === 'PROMOTION' ? 'STATIC' : 'AUTO_UPDATE');
  if (type === 'STANDALONE' && (body.vouchers_count ?? 1) !== 1) {
    return refused(problem("Property 'vouchers_count' should be 1 for STANDALONE campaign"));
  }
  const startsAt = isoTimeOrNull(toDateOrNull(body.start_date));
  const endsAt = isoTimeOrNull(toDateOrNull(body.expiration_date));
  if (startsAt !== null && endsAt !== null && startsAt >= endsAt) {
    return refused(problem("Property 'expiration_date' should be after 'start_date'"));
  }
  const nowMs = clock.nowMs();
  return done({
    id: makeId('camp', nowMs, random),
    name: body.name,
    description: body.description ?? null,
    campaignType,
    type,
    template: template.value,
    startsAt,
    endsAt,
    windows: toWindowsWire(body),
    active: body.active ?? true,
    category: body.category ?? null,
    metadata: toMetadata(body.metadata),
    offline: offline.value,
    version: 1,
    createdAt: new Date(nowMs).toISOString(),
    updatedAt: null,
  });
}

/** Clients may leave `campaign_type` out; the voucher or the tiers then tell. */
function inferType(body: CampaignBody): CampaignType {
  if (body.voucher?.type === 'GIFT_VOUCHER' || body.voucher?.gift) return 'GIFT_VOUCHERS';
  return body.promotion && !body.voucher ? 'PROMOTION' : 'DISCOUNT_COUPONS';
}

function templateOf({voucher}: CampaignBody, campaignType: CampaignType): Outcome<VoucherTemplate> {
  const type = campaignType === 'GIFT_VOUCHERS' ? 'GIFT_VOUCHER' : 'DISCOUNT_VOUCHER';
  const needed = type === 'GIFT_VOUCHER' ? 'gift' : 'discount';
  if (!voucher?.[needed])
    return refused(problem(`Property '${needed}' is required for ${campaignType} campaign`));
  if (voucher.type && voucher.type !== type) {
    return refused(problem(`Property 'voucher.type' should be ${type} for ${campaignType} campaign`));
  }
  return done({
    type,
    ...(type === 'DISCOUNT_VOUCHER' && voucher.discount ? {discount: toDiscountWire(voucher.discount)} : {}),
    ...(type === 'GIFT_VOUCHER' && voucher.gift
      ? {gift: {amount: voucher.gift.amount, effect: voucher.gift.effect ?? 'APPLY_TO_ORDER'}}
      : {}),
    redemption: {quantity: voucher.redemption?.quantity ?? null},
    code_config: toCodeConfigWire(voucher.code_config),
    is_referral_code: false,
  });
}

function problem(details: string): ApiProblem {
  return apiError('invalid_campaign', {details});
}
