import {toCodeConfigWire} from '../../shared/api/code-config.ts';
import {apiError, done, duplicateFound, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {VoucherBody} from '../../shared/api/voucher-body.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import type {CampaignRecord} from '../storage/campaigns/campaign-record.ts';
import {findCampaign} from '../storage/campaigns/find-campaign.ts';
import type {Tx} from '../storage/database.ts';
import {transactUnique} from '../storage/transact-unique.ts';
import type {VoucherRecord} from '../storage/vouchers/voucher-record.ts';
import {makeVouchers} from './make-vouchers.ts';
import {voucherSpec} from './voucher-spec.ts';

export interface VoucherRequest {
  /** Id or name of the campaign in the path; null for `/v1/vouchers`. */
  readonly campaign: string | null;
  /** The code in the path; null to take the body's or a random one. */
  readonly code: string | null;
  readonly count: number;
  readonly body: VoucherBody;
}

/** Makes one voucher with a chosen code, or some with random codes of the campaign's or the request's shape. */
export async function createVouchers(
  deps: CommandDeps,
  projectId: ProjectId,
  request: VoucherRequest,
): Promise<Outcome<readonly VoucherRecord[]>> {
  const {body, count} = request;
  const code = request.code ?? body.code ?? null;
  return transactUnique<readonly VoucherRecord[]>(
    deps.db,
    duplicateFound('voucher', 'id', code ?? ''),
    async tx => {
      const campaign = await campaignOf(tx, projectId, request);
      if (!campaign.ok) return campaign;
      if (campaign.value?.type === 'STANDALONE') {
        const details = 'You can not generate vouchers for STANDALONE type campaign.';
        return refused(apiError('invalid_campaign', {details}));
      }
      const spec = voucherSpec(body, campaign.value);
      if (!spec.ok) return spec;
      const config = body.code_config
        ? toCodeConfigWire(body.code_config)
        : (campaign.value?.template?.code_config ?? toCodeConfigWire(null));
      return makeVouchers(deps, tx, projectId, spec.value, {code, config, count});
    },
  );
}

async function campaignOf(
  tx: Tx,
  projectId: ProjectId,
  {campaign, body}: VoucherRequest,
): Promise<Outcome<CampaignRecord | null>> {
  const named = campaign ?? body.campaign_id ?? body.campaign ?? null;
  if (named === null) return done(null);
  const found = await findCampaign(tx, projectId, named);
  return found === null ? refused(notFound('campaign', named)) : done(found);
}
