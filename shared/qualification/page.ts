/**
 * Rows in their order, and one page of them. DEFAULT: the newest first; BEST_DEAL and LEAST_DEAL: by what comes off,
 * then the newest. The id settles what is still equal, so that pages never overlap.
 */
import type {Minor} from '../money/minor.ts';
import type {Listed} from './listed.ts';
import type {PageStart, QualificationRequest} from './qualification.ts';

export interface Sortable {
  readonly listed: Listed;
  readonly discountMinor: Minor;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  readonly moreStartingAfter: PageStart | null;
}

const fewestRows = 1;
const usualRows = 5;
const mostRows = 100;

export function pageOf<Row extends Sortable>(
  all: readonly Row[],
  {limit, startingAfter, sortingRule = 'DEFAULT'}: QualificationRequest,
): Page<Row> {
  const sorted = [...all].sort((a, b) => byDeal(a, b, sortingRule) || byAge(a.listed, b.listed));
  const from = startOf(sorted, startingAfter, sortingRule === 'DEFAULT');
  const asked = limit === undefined || Number.isNaN(limit) ? usualRows : Math.floor(limit);
  const rows = sorted.slice(from, from + Math.min(mostRows, Math.max(fewestRows, asked)));
  const hasMore = from + rows.length < sorted.length;
  const last = rows.at(-1)?.listed;
  const moreStartingAfter =
    hasMore && last !== undefined ? {createdAtMs: last.createdAtMs, id: last.id} : null;
  return {rows, hasMore, moreStartingAfter};
}

function byDeal(a: Sortable, b: Sortable, rule: NonNullable<QualificationRequest['sortingRule']>): number {
  if (rule === 'DEFAULT') return 0;
  const difference = a.discountMinor - b.discountMinor;
  return rule === 'BEST_DEAL' ? -difference : difference;
}

/** The newest first, then by id. */
export function byAge(a: Listed, b: Listed): number {
  return b.createdAtMs - a.createdAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** A row that is gone by now still marks its place where rows stand by age; elsewhere the page starts over. */
function startOf(sorted: readonly Sortable[], start: PageStart | undefined, isByAge: boolean): number {
  if (start === undefined) return 0;
  const {createdAtMs, id} = start;
  const at = sorted.findLastIndex(
    ({listed}) => listed.createdAtMs === createdAtMs && (id === undefined || listed.id === id),
  );
  if (at >= 0) return at + 1;
  if (!isByAge) return 0;
  const next = sorted.findIndex(
    ({listed}) =>
      listed.createdAtMs < createdAtMs ||
      (listed.createdAtMs === createdAtMs && id !== undefined && listed.id > id),
  );
  return next < 0 ? sorted.length : next;
}
