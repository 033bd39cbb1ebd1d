/**
 * `applicable_to` as sent (semantics.md B.7) → ApplicableTo, or every problem with its place. Money is in minor
 * units, counts are whole; fields that are null or absent say nothing. Fields that only Voucherify's answers have
 * (`order_item_indices`) are passed over, so that an answer can be sent back as it came.
 */
import {fieldReader, membersOf} from './field-reader.ts';
import {type Refused, type Report, readWith} from './problem.ts';
import {readSelector} from './product-selector.ts';
import {readUnitLimits} from './read-unit-limits.ts';
import {
  type ApplicableEntry,
  type ApplicableTo,
  applicableEffects,
  applicableEntrySchema,
} from './validation-rule.ts';

export type ParsedApplicableTo = {readonly ok: true; readonly applicableTo: ApplicableTo} | Refused;

const mostEntries = 1000;

/** None at all selects nothing and excludes nothing. */
export function parseApplicableTo(input: unknown): ParsedApplicableTo {
  return readWith(report => ({applicableTo: readApplicableTo(input, report)}));
}

function readApplicableTo(input: unknown, report: Report): ApplicableTo {
  const where = 'applicable_to';
  const read = fieldReader(membersOf(input ?? {}, where, report), where, report);
  return {
    includedAll: read.flag('included_all') ?? false,
    included: readEntries(read.get('included'), `${where}.included`, report),
    excluded: readEntries(read.get('excluded'), `${where}.excluded`, report),
  };
}

function readEntries(input: unknown, where: string, report: Report): ApplicableEntry[] {
  if (input === undefined) return [];
  if (!Array.isArray(input) || input.length > mostEntries) {
    report(where, Array.isArray(input) ? `has more than ${mostEntries} entries` : 'should be array');
    return [];
  }
  return input.flatMap((entry: unknown, index) => readEntry(entry, `${where}.${index}`, report) ?? []);
}

function readEntry(input: unknown, where: string, report: Report): ApplicableEntry | null {
  const wire = membersOf(input, where, report);
  const selector = readSelector(wire);
  if (selector === null) {
    report(where, "should name a product, SKU or collection like {object: 'product', id: 'prod_…'}");
    return null;
  }
  const read = fieldReader(wire, where, report);
  const entry = {
    ...selector,
    effect: read.oneOf('effect', applicableEffects),
    target: read.oneOf('target', ['ITEM', 'UNIT'] as const),
    skipInitially: read.whole('skip_initially', 0),
    repeat: read.whole('repeat', 1),
    quantityLimit: read.whole('quantity_limit', 0),
    aggregatedQuantityLimit: read.whole('aggregated_quantity_limit', 0),
    amountLimitMinor: read.whole('amount_limit', 0),
    aggregatedAmountLimitMinor: read.whole('aggregated_amount_limit', 0),
    priceMinor: read.whole('price', 0),
    priceFormula: read.formula('price_formula'),
    unitLimits: readUnitLimits(read),
  };
  const said = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
  const parsed = applicableEntrySchema.safeParse(said);
  if (!parsed.success) report(where, 'has a value that is too long or too large');
  return parsed.data ?? null;
}
