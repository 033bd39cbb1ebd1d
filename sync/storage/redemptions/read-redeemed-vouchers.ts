/** Vouchers with all that an answer shows of them, in one statement: campaign, rules, credits, and what was redeemed. */
import {type Selectable, sql} from 'kysely';
import type {RuleAssignmentView} from '../../../shared/api/rule-assignment-object.ts';
import type {VoucherView} from '../../../shared/api/voucher-object.ts';
import type {ProjectId, VoucherId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {isoTime, isoTimeOrNull} from '../iso-time.ts';
import {prepared} from '../prepared-pool.ts';
import type {Database} from '../tables.ts';
import {countUses, foldFrom} from '../vouchers/count-uses.ts';
import {toVoucherRecord} from '../vouchers/voucher-record.ts';

interface Row extends Selectable<Database['voucher']> {
  readonly campaign_name: string | null;
  readonly campaign_starts_at: Date | null;
  readonly campaign_ends_at: Date | null;
  readonly assignments: readonly AssignmentJson[] | null;
  /** What was ever loaded on a gift card. */
  readonly credits: number | null;
  readonly redeemed: number;
  readonly redeemed_minor: number;
  /** Redemptions that are not in the tally yet. */
  readonly fresh: number;
}

interface AssignmentJson {
  readonly id: string;
  readonly rule: string;
  readonly type: RuleAssignmentView['relatedObjectType'];
  /** Milliseconds. */
  readonly at: number;
}

/** By id. */
export async function readRedeemedVouchers(
  db: Db,
  projectId: ProjectId,
  asked: readonly (readonly string[])[],
): Promise<ReadonlyMap<string, VoucherView>> {
  const ids = [...new Set(asked.flat())];
  const {rows} = await sql<Row>`${prepared('redeemed-vouchers')}
    select v.project_id, v.voucher_id, v.code, v.code_key, v.campaign_id, v.type, v.discount, v.gift, v.uses_limit,
      v.category, v.starts_at, v.ends_at, v.windows, v.active, v.additional_info, v.metadata, v.home_store, v.version,
      v.created_at, v.updated_at,
      c.name as campaign_name, c.starts_at as campaign_starts_at, c.ends_at as campaign_ends_at,
      (
        select jsonb_agg(
          jsonb_build_object('id', assignment_id, 'rule', rule_id, 'type', related_object_type,
            'at', floor(extract(epoch from created_at) * 1000))
          order by created_at, assignment_id
        ) from rule_assignment r where r.project_id = v.project_id and r.related_object_id = v.voucher_id
      ) as assignments,
      case when v.discount is null then (
        select limit_units from account a where a.project_id = v.project_id and a.account = 'g:' || v.voucher_id || ':balance'
      ) end as credits,
      coalesce(tally.quantity, 0) + counted.quantity as redeemed,
      coalesce(tally.amount_minor, 0) + counted.amount_minor as redeemed_minor,
      counted.fresh
    from voucher v
    left join campaign c on c.project_id = v.project_id and c.campaign_id = v.campaign_id
    left join redemption_tally tally on tally.project_id = v.project_id and tally.redeemable_id = v.voucher_id
    cross join lateral (
      select coalesce(sum(case kind when 'rollback' then -1 else 1 end), 0)::bigint as quantity,
        coalesce(sum(amount_minor), 0)::bigint as amount_minor, count(*) as fresh
      from redemption r
      where r.project_id = ${projectId} and r.redeemable_id = v.voucher_id
        and kind in ('single', 'child', 'rollback') and not tallied
    ) as counted
    where v.project_id = ${projectId} and v.voucher_id = any(${ids}::text[])
  `.execute(db);
  const crowded = rows.filter(row => row.fresh > foldFrom).map(row => row.voucher_id);
  if (crowded.length > 0) await countUses(db, projectId, crowded);
  return new Map(rows.map(row => [row.voucher_id, toView(row)]));
}

function toView(row: Row): VoucherView {
  const voucher = toVoucherRecord(row);
  return {
    ...voucher,
    campaign: campaignOf(row),
    giftAmountMinor: voucher.discount === null ? (row.credits ?? 0) : null,
    redeemedQuantity: row.redeemed,
    redeemedMinor: row.redeemed_minor,
    assignments: (row.assignments ?? []).map(assignment => toAssignment(row.voucher_id, assignment)),
  };
}

function campaignOf(row: Row): VoucherView['campaign'] {
  if (row.campaign_id === null || row.campaign_name === null) return null;
  return {
    id: row.campaign_id,
    name: row.campaign_name,
    startsAt: isoTimeOrNull(row.campaign_starts_at),
    endsAt: isoTimeOrNull(row.campaign_ends_at),
  };
}

function toAssignment(relatedObjectId: VoucherId, {id, rule, type, at}: AssignmentJson): RuleAssignmentView {
  return {id, ruleId: rule, relatedObjectId, relatedObjectType: type, createdAt: isoTime(new Date(at))};
}
