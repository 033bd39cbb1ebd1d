/**
 * Giving codes to a customer: a plan of which codes become whose, how many new ones are to be made first, and what it
 * draws from the ledger, so that two tills cannot give the same code away or let a customer join twice.
 *
 * Always true (SPEC.md): PB5 a unique code goes to one customer; PB8 who may join once has one code; PB10 the same
 * source id publishes once.
 */
import type {EpochMs} from '../kernel/epoch.ts';
import type {CampaignId, CustomerId, VoucherId} from '../kernel/id.ts';
import {counterAccount, sourceIdAccount} from '../ledger/account-key.ts';
import type {Draw} from '../ledger/draw.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {Publication} from './publication.ts';
import type {PublicationRefusal} from './publication-refusal.ts';
import {isJoinOnce, type PublishingTerms} from './publishing-terms.ts';

const codesPerPublication = 50;

/** What is asked. A voucher beats a campaign. */
export interface PublicationRequest {
  readonly voucher: {readonly code: string} | null;
  readonly campaign: {readonly count: number} | null;
  readonly customerId: CustomerId | null;
  readonly sourceId: string | null;
  readonly joinOnce?: boolean | undefined;
}

/** What is known, as the edge found it. */
export interface PublicationFacts {
  readonly nowMs: EpochMs;
  /** The voucher asked for by code; null: unknown. */
  readonly voucher: Voucher | null;
  /** Of the campaign asked for, or of the voucher's; null: unknown, or a voucher of its own. */
  readonly terms: PublishingTerms | null;
  /** Codes of the campaign that nobody holds, in the order in which they are given out. */
  readonly free: readonly Voucher[];
  /** Codes of the campaign that the customer holds, oldest first. */
  readonly held: readonly Voucher[];
  /** The stored publication with the same source id. */
  readonly prior: Publication | null;
}

type PublicationPlan =
  /** `generate` more codes are to be made and published with `voucherIds`. */
  | {
      readonly kind: 'publish';
      /** The codes become the customer's; false: a code for everybody, which stays nobody's. */
      readonly assigns: boolean;
      readonly campaignId: CampaignId | null;
      readonly customerId: CustomerId;
      readonly voucherIds: readonly VoucherId[];
      readonly generate: number;
      readonly draws: readonly Draw[];
    }
  /** The customer joined before: the same code, and nothing to be done. */
  | {readonly kind: 'joined_before'; readonly voucherId: VoucherId}
  | {readonly kind: 'replayed'; readonly publication: Publication};
export type Published =
  | {readonly ok: true; readonly plan: PublicationPlan}
  | {readonly ok: false; readonly refusal: PublicationRefusal};

export function publish(request: PublicationRequest, facts: PublicationFacts): Published {
  const {customerId, sourceId} = request;
  if (request.voucher === null && request.campaign === null) return refuse({code: 'missing_vouchers'});
  if (customerId === null) return refuse({code: 'missing_customer'});
  if (facts.prior !== null) return replay(facts.prior, request, customerId, facts, sourceId ?? '');
  return request.voucher === null
    ? publishFromCampaign(request, customerId, facts)
    : publishVoucher(request, customerId, facts);
}

/** One code, named. */
function publishVoucher(
  request: PublicationRequest,
  customerId: CustomerId,
  facts: PublicationFacts,
): Published {
  const {voucher, terms, held, nowMs} = facts;
  if (voucher === null) return refuse({code: 'voucher_unknown'});
  const joinsOnce = terms !== null && isJoinOnce(terms, request.joinOnce);
  const joinedBy = joinsOnce ? held[0] : undefined;
  if (joinedBy?.id === voucher.id) return planned({kind: 'joined_before', voucherId: voucher.id});
  if (terms?.active === false) return refuse({code: 'campaign_not_active'});
  if (!voucher.active) return refuse({code: 'voucher_disabled', voucherId: voucher.id});
  if (isOver(voucher, nowMs)) return refuse({code: 'voucher_expired', voucherId: voucher.id});
  if (voucher.holderId !== undefined)
    return refuse({code: 'voucher_already_published', voucherId: voucher.id});
  if (joinedBy !== undefined) return refuse({code: 'voucher_cannot_be_published', joinedById: joinedBy.id});
  return published({...request, customerId}, facts, joinsOnce, [voucher.id], 0);
}

/** So many of the campaign's free codes; what is missing is made, where the campaign makes codes. */
function publishFromCampaign(
  request: PublicationRequest,
  customerId: CustomerId,
  facts: PublicationFacts,
): Published {
  const {terms, held, free, nowMs} = facts;
  const count = request.campaign?.count ?? 1;
  if (terms === null) return refuse({code: 'campaign_unknown'});
  const joinsOnce = isJoinOnce(terms, request.joinOnce);
  const refusal = countRefusal(count, joinsOnce || request.sourceId !== null || terms.type === 'STANDALONE');
  if (refusal !== null) return refuse(refusal);
  const joinedBy = joinsOnce ? held[0] : undefined;
  if (joinedBy !== undefined) return planned({kind: 'joined_before', voucherId: joinedBy.id});
  if (!terms.active) return refuse({code: 'campaign_not_active'});
  const suitable = free.filter(voucher => voucher.active && !isOver(voucher, nowMs)).slice(0, count);
  const generate = count - suitable.length;
  if (generate > 0 && terms.type !== 'AUTO_UPDATE')
    return refuse({code: 'no_voucher_suitable_for_publication', available: suitable.length});
  const voucherIds = suitable.map(({id}) => id);
  return published({...request, customerId}, facts, joinsOnce, voucherIds, generate);
}

function countRefusal(count: number, isSingle: boolean): PublicationRefusal | null {
  if (!Number.isSafeInteger(count) || count < 1)
    return {code: 'count_out_of_range', limit: codesPerPublication};
  const limit = isSingle ? 1 : codesPerPublication;
  return count > limit ? {code: 'too_many_vouchers_requested', limit} : null;
}

function replay(
  prior: Publication,
  request: PublicationRequest,
  customerId: CustomerId,
  {voucher, terms}: PublicationFacts,
  sourceId: string,
): Published {
  const isSame =
    prior.customerId === customerId &&
    (request.voucher === null
      ? terms !== null && prior.campaignId === terms.campaignId
      : voucher !== null && prior.voucherIds.includes(voucher.id));
  return isSame
    ? planned({kind: 'replayed', publication: prior})
    : refuse({code: 'duplicate_source_id', sourceId});
}

/** A code for everybody stays nobody's: it draws nothing of its own, and may be published again. */
function published(
  {customerId, sourceId}: {readonly customerId: CustomerId; readonly sourceId: string | null},
  {terms, voucher}: PublicationFacts,
  joinsOnce: boolean,
  voucherIds: readonly VoucherId[],
  generate: number,
): Published {
  const campaignId = terms?.campaignId ?? voucher?.campaignId ?? null;
  const isUnique = terms?.type !== 'STANDALONE';
  const codes = isUnique ? voucherIds.map(id => once(counterAccount(id, 'joined'))) : [];
  const joining =
    joinsOnce && campaignId !== null ? [once(counterAccount(campaignId, 'joined', {customerId}))] : [];
  const source = sourceId === null ? [] : [once(sourceIdAccount(sourceId))];
  const draws = [...source, ...joining, ...codes];
  return planned({kind: 'publish', assigns: isUnique, campaignId, customerId, voucherIds, generate, draws});
}

function once(account: Draw['account']): Draw {
  return {account, amount: 1, limit: 1};
}

function isOver({endsAtMs}: Voucher, nowMs: EpochMs): boolean {
  return endsAtMs !== null && nowMs >= endsAtMs;
}

function planned(plan: PublicationPlan): Published {
  return {ok: true, plan};
}

function refuse(refusal: PublicationRefusal): Published {
  return {ok: false, refusal};
}
