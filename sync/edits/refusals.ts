/**
 * Which fields of an edit the book of record cannot hold as asked: fields that it has no column for, rules that do not
 * exist, names that are taken, values that only look like what they should be.
 */
import {hasFormula, presentDiscount, toDiscount} from '../../shared/api/discount-body.ts';
import {discountSchema} from '../../shared/benefits/discount.ts';
import {checkWindows} from '../../shared/calendar/check-windows.ts';
import {validityWindowsSchema} from '../../shared/calendar/validity-windows.ts';
import {jsonFlaw} from '../../shared/kernel/json-flaw.ts';
import type {JsonValue} from '../../shared/kernel/metadata.ts';
import type {Editable, EditableKind} from '../../shared/merge/editable.ts';
import {headOf} from '../../shared/merge/field-path.ts';
import type {EditedField, ParkedReason} from '../../shared/merge/merge-edit.ts';
import {type Campaign, offlinePolicySchema} from '../../shared/redeemables/campaign.ts';
import {sameContent} from '../same-content.ts';

const incentive = ['active', 'startsAtMs', 'endsAtMs', 'validity', 'ruleIds'];
const kept: Readonly<Record<EditableKind, readonly string[]>> = {
  campaign: [...incentive, 'name', 'offlinePolicy', 'spendPastExpiry', 'serverReserve'],
  promotion_tier: [...incentive, 'name', 'banner', 'discount', 'hierarchy'],
  voucher: [...incentive, 'usesLimit', 'benefit.discount', 'benefit.effect'],
  product: ['name', 'priceMinor'],
};

/** What the book has to be asked. */
export interface RefusalChecks {
  isNameTaken(name: string): Promise<boolean>;
  /** Of these ids those that exist. */
  knownRules(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

export async function refusals(
  document: Editable,
  fields: readonly EditedField[],
  checks: RefusalChecks,
): Promise<ReadonlyMap<string, ParkedReason>> {
  const refused = new Map<string, ParkedReason>();
  for (const {path, after} of fields) {
    const isKept = kept[document.kind].includes(path) || (headOf(path) === 'metadata' && path !== 'metadata');
    const reason = isKept ? await refusalOf(document, path, after, checks) : 'not_editable';
    if (reason !== null) refused.set(path, reason);
  }
  return refused;
}

async function refusalOf(
  document: Editable,
  path: string,
  after: JsonValue | undefined,
  checks: RefusalChecks,
): Promise<ParkedReason | null> {
  if (after === undefined) return null;
  if (jsonFlaw(after) !== null || jsonFlaw(path) !== null) return 'invalid';
  switch (path) {
    case 'name':
      if (typeof after !== 'string' || after.trim() === '') return 'invalid';
      return document.kind === 'campaign' && (await checks.isNameTaken(after)) ? 'taken' : null;
    case 'ruleIds':
      return areStrings(after) && (await checks.knownRules(after)).size === new Set(after).size
        ? null
        : 'unknown';
    case 'validity':
      return areSoundWindows(after) ? null : 'invalid';
    case 'discount':
    case 'benefit.discount':
      return isStorable(after) ? null : 'invalid';
    case 'startsAtMs':
    case 'endsAtMs':
      return after === null || isCalendarTime(after) ? null : 'invalid';
    case 'offlinePolicy':
    case 'spendPastExpiry':
      return document.kind === 'campaign' && fitsCampaign(document, path, after) ? null : 'invalid';
    case 'serverReserve':
      return typeof after === 'number' && after <= 1_000_000_000 ? null : 'invalid';
    case 'hierarchy':
      return typeof after === 'number' && Math.abs(after) < 2 ** 31 ? null : 'invalid';
    default:
      return null;
  }
}

function areStrings(value: JsonValue): value is string[] {
  return Array.isArray(value) && value.every(each => typeof each === 'string');
}

function areSoundWindows(value: JsonValue): boolean {
  const parsed = validityWindowsSchema.safeParse(value);
  return parsed.success && checkWindows(parsed.data).length === 0;
}

/** Trust is for the uses of codes (V7); neither it nor a lease that outlives its end is for gift credits (L26). */
function fitsCampaign({campaignType}: Campaign, path: string, value: JsonValue): boolean {
  const isCredit = campaignType === 'GIFT_VOUCHERS' || campaignType === 'LOYALTY_PROGRAM';
  if (path === 'spendPastExpiry') return value !== true || !isCredit;
  const parsed = offlinePolicySchema.safeParse(value);
  if (!parsed.success) return false;
  if (parsed.data.kind !== 'trust_up_to') return true;
  const {perRedemptionMinor, perTillMinor, budgetMinor} = parsed.data;
  const isNested = perRedemptionMinor <= perTillMinor && perTillMinor <= budgetMinor;
  return isNested && !isCredit && campaignType !== 'PROMOTION';
}

/** A discount that comes back from the shape it is kept in as it was. */
function isStorable(value: JsonValue): boolean {
  const parsed = discountSchema.safeParse(value);
  if (!parsed.success) return false;
  try {
    const discount = toDiscount(presentDiscount(parsed.data, hasFormula(parsed.data)));
    return sameContent(discount, parsed.data);
  } catch {
    return false;
  }
}

/** Years 1 to 9999, which every clock, calendar and database can show. */
function isCalendarTime(value: JsonValue): boolean {
  return typeof value === 'number' && value >= -62_135_596_800_000 && value < 253_402_300_800_000;
}
