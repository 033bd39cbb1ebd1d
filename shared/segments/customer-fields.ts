/**
 * The fields of a customer that a segment's filter may name. The vendor publishes no complete list; these are the
 * ones its examples and customer object show, under every spelling seen, and what its manual calls activity.
 */

/** A count or sum is 0 for who has done nothing; anything else is then unknown. */
type CustomerFieldType = 'text' | 'date' | 'number' | 'list' | 'metadata';

export interface CustomerField {
  /** One spelling for each field: what `touched` is asked with. */
  readonly path: string;
  readonly type: CustomerFieldType;
  /** Only for orders within the last so many days. */
  readonly window?: {readonly days: number; readonly measure: 'total_count' | 'total_amount'};
}

const fixed: Readonly<Record<string, CustomerFieldType>> = {
  id: 'text',
  source_id: 'text',
  name: 'text',
  description: 'text',
  email: 'text',
  phone: 'text',
  birthdate: 'date',
  created_at: 'date',
  updated_at: 'date',
  'address.city': 'text',
  'address.state': 'text',
  'address.line_1': 'text',
  'address.line_2': 'text',
  'address.country': 'text',
  'address.postal_code': 'text',
  loyalty_tiers: 'list',
  'loyalty_points.points': 'number',
  'summary.orders.total_count': 'number',
  'summary.orders.total_amount': 'number',
  'summary.orders.average_amount': 'number',
  'summary.orders.last_order_amount': 'number',
  'summary.orders.last_order_date': 'date',
  'summary.redemptions.total_redeemed': 'number',
  'summary.redemptions.total_succeeded': 'number',
  'summary.redemptions.total_failed': 'number',
  'summary.redemptions.total_rolled_back': 'number',
  'summary.redemptions.total_rollback_succeeded': 'number',
  'summary.redemptions.total_rollback_failed': 'number',
  'summary.redemptions.gift.redeemed_amount': 'number',
  'summary.redemptions.gift.amount_to_go': 'number',
  'summary.redemptions.loyalty_card.redeemed_points': 'number',
  'summary.redemptions.loyalty_card.points_to_go': 'number',
  'referrals.total': 'number',
  'referrals.campaigns': 'list',
  'publications.count': 'number',
  'publications.campaigns': 'list',
  'publications.last_date': 'date',
};

const aliases: Readonly<Record<string, string>> = {
  birthday: 'birthdate',
  city: 'address.city',
  state: 'address.state',
  line_1: 'address.line_1',
  line_2: 'address.line_2',
  country: 'address.country',
  postal_code: 'address.postal_code',
  'loyalty.points': 'loyalty_points.points',
  'loyalty_points.total': 'loyalty_points.points',
  'publications.total': 'publications.count',
};

const patterns: readonly (readonly [RegExp, CustomerFieldType])[] = [
  [/^(?:system_)?metadata\..{1,200}$/s, 'metadata'],
  [/^events\..{1,200}\.count$/s, 'number'],
  [/^events\..{1,200}\.last_date$/s, 'date'],
  [/^loyalty_points\.campaigns\..{1,200}\.points$/s, 'number'],
];
const windowPattern = /^orders\.last_([1-9]\d{0,2})_days\.(total_count|total_amount)$/;
/** The server keeps a year of a customer's orders for this. */
const longestWindowDays = 366;

/** The field by any of its spellings; null for what no customer has. */
export function findCustomerField(name: string): CustomerField | null {
  const path = canonicalPath(name);
  const type = Object.hasOwn(fixed, path) ? fixed[path] : undefined;
  if (type !== undefined) return {path, type};
  const window = windowPattern.exec(path);
  if (window !== null) {
    const days = Number(window[1]);
    const measure = window[2] === 'total_amount' ? 'total_amount' : 'total_count';
    return days > longestWindowDays ? null : {path, type: 'number', window: {days, measure}};
  }
  const pattern = patterns.find(([regex]) => regex.test(path));
  return pattern === undefined ? null : {path, type: pattern[1]};
}

/** `orders.…` and `redemptions.…` are short for the summary's, `loyalty.campaigns.…` for the points in them. */
function canonicalPath(name: string): string {
  const alias = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  if (alias !== undefined) return alias;
  if (/^(orders|redemptions)\./.test(name) && !windowPattern.test(name)) return `summary.${name}`;
  return name.replace(/^loyalty\.campaigns\./, 'loyalty_points.campaigns.');
}
