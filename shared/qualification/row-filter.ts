/** Filters of a qualification (semantics.md E), by what a row is about. */
import {compileFilter, type FilterProblem} from '../filters/compile-filter.ts';
import type {Filter} from '../filters/filter.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import type {Listed} from './listed.ts';
import type {QualificationRequest} from './qualification.ts';

export type RowFilter = (listed: Listed) => boolean;

const fields = new Set([
  'category_id',
  'campaign_id',
  'campaign_type',
  'resource_id',
  'resource_type',
  'voucher_type',
  'code',
  'holder_role',
]);

/** QU9: a field that rows do not have is a mistake, not an answer without rows. */
export function rowFilter(
  filters: Filter | undefined,
  {nowMs, customer}: Pick<QualificationRequest, 'nowMs' | 'customer'>,
): RowFilter | FilterProblem {
  if (filters === undefined) return () => true;
  const compiled = compileFilter(filters);
  if (!compiled.ok) return compiled;
  const unknown = compiled.fields.find(field => !fields.has(field));
  if (unknown !== undefined) return {ok: false, where: unknown, message: 'is not a field to filter by'};
  return listed => compiled.matches(field => fieldOf(field, listed, customer?.id ?? null), nowMs);
}

function fieldOf(field: string, {thing, campaign, candidates}: Listed, customerId: string | null): JsonValue {
  switch (field) {
    case 'category_id':
      return candidates.find(one => one.categoryId !== null)?.categoryId ?? null;
    case 'campaign_id':
      return campaign?.id ?? null;
    case 'campaign_type':
      return campaign?.campaignType ?? null;
    case 'resource_id':
      return thing.id;
    case 'resource_type':
      return thing.kind;
    case 'voucher_type':
      return voucherTypeOf(candidates);
    case 'code':
      return thing.kind === 'voucher' ? thing.code : null;
    case 'holder_role':
      if (thing.kind !== 'voucher' || thing.holderId !== customerId || customerId === null) return null;
      return thing.isReferral ? 'REFERRER' : 'OWNER';
    default:
      return null;
  }
}

/** Of a voucher, and of the code that a campaign would publish. */
function voucherTypeOf([only]: Listed['candidates']): string | null {
  const found = only?.found;
  return found !== undefined && 'object' in found && found.object === 'voucher'
    ? found.redeemable.benefit.type
    : null;
}
