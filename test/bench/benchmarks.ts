/** What `npm run bench` measures, and what it should come to. */

/** A goal as a ratio to another side of the same run, or as a time. */
export type Goal =
  | {readonly kind: 'times_faster'; readonly least: number; readonly than: string}
  | {readonly kind: 'times_faster_than_fastest_peer'; readonly least: number}
  | {readonly kind: 'at_most_times'; readonly most: number; readonly of: string; readonly ofWork?: string}
  | {readonly kind: 'at_most_ms'; readonly most: number; readonly at: 'median' | 'p95' | 'p99'}
  /** Memory for each thing that is held. */
  | {readonly kind: 'at_most_kb_each'; readonly most: number}
  /** Of time over how much is stored, from the first of these works to the last; each ten times the one before. */
  | {readonly kind: 'growth_at_most'; readonly most: number; readonly works: readonly string[]};

export interface Benchmark {
  /** What `--only` asks for. */
  readonly suite: string;
  readonly name: string;
  readonly work: string;
  readonly ours: string;
  /** The hand-written side that is as fast as it gets. */
  readonly limit: string | null;
  readonly peers: readonly string[];
  readonly goals: readonly Goal[];
}

const ruleEngines = [
  'json-rules-engine',
  'json-logic-js',
  'json-logic-engine',
  'zen-engine',
  'jsonata',
  'cel-js',
];

export const benchmarks: readonly Benchmark[] = [
  {
    suite: 'rules',
    name: '100 rules × 5 conditions, 20 lines',
    work: 'rules-100',
    ours: 'ours',
    limit: 'closures',
    peers: ruleEngines,
    goals: [
      {kind: 'times_faster', least: 150, than: 'json-rules-engine'},
      {kind: 'times_faster_than_fastest_peer', least: 1.5},
      {kind: 'at_most_times', most: 2, of: 'closures'},
    ],
  },
  {
    suite: 'rules',
    name: 'the same with every check kept',
    work: 'rules-100',
    ours: 'ours-traced',
    limit: 'closures',
    peers: [],
    goals: [{kind: 'at_most_times', most: 4, of: 'closures'}],
  },
  {
    suite: 'rules',
    name: 'the same, the order made ready each time',
    work: 'rules-100',
    ours: 'ours-from-order',
    limit: 'closures-from-order',
    peers: [],
    goals: [],
  },
  {
    suite: 'rules',
    name: '10,000 rules, 150 met',
    work: 'rules-10000',
    ours: 'ours-indexed',
    limit: 'closures-indexed',
    peers: ruleEngines,
    goals: [
      {kind: 'times_faster', least: 1500, than: 'json-rules-engine'},
      {kind: 'times_faster_than_fastest_peer', least: 60},
      {kind: 'at_most_times', most: 3, of: 'closures-indexed'},
    ],
  },
  {
    suite: 'rules',
    name: '14 met of 100,000 as of 1,000',
    work: 'rules-100000-14',
    ours: 'ours-indexed',
    limit: 'closures-indexed',
    peers: [],
    goals: [{kind: 'at_most_times', most: 1.15, of: 'ours-indexed', ofWork: 'rules-1000-14'}],
  },
  {
    suite: 'stack-price',
    name: '20 lines, 5 redeemables, every check kept',
    work: 'stack-price',
    ours: 'ours',
    limit: 'cents',
    peers: ['medusa', 'vendure'],
    goals: [
      {kind: 'times_faster', least: 50, than: 'medusa'},
      {kind: 'times_faster', least: 50, than: 'vendure'},
      {kind: 'at_most_times', most: 6, of: 'cents'},
    ],
  },
  {
    suite: 'stack-price',
    name: 'the same without checks',
    work: 'stack-price',
    ours: 'ours-untraced',
    limit: 'cents',
    peers: [],
    goals: [],
  },
  {
    suite: 'qualify-growth',
    name: '10,000 promotions, 150 qualify, best deal first',
    work: 'qualify-10000-near',
    ours: 'ours',
    limit: 'filter-and-price',
    peers: [],
    goals: [
      {kind: 'at_most_ms', most: 10, at: 'median'},
      {kind: 'at_most_ms', most: 20, at: 'p95'},
    ],
  },
  {
    suite: 'qualify-growth',
    name: '150 qualify of 1,000, 10,000 and 100,000',
    work: 'qualify-100000',
    ours: 'ours',
    limit: 'filter-and-price',
    peers: [],
    goals: [{kind: 'growth_at_most', most: 0.15, works: ['qualify-1000', 'qualify-10000', 'qualify-100000']}],
  },
  {
    suite: 'codes-mint',
    name: '100,000 codes',
    work: 'codes-mint-100000',
    ours: 'ours',
    limit: null,
    peers: ['voucher-code-generator'],
    goals: [{kind: 'times_faster', least: 4, than: 'voucher-code-generator'}],
  },
  {
    suite: 'codes-mint',
    name: '1,000,000 codes',
    work: 'codes-mint-1000000',
    ours: 'ours',
    limit: null,
    peers: ['voucher-code-generator'],
    goals: [{kind: 'times_faster', least: 6, than: 'voucher-code-generator'}],
  },
  {
    suite: 'first-load',
    name: 'a million vouchers into a new till, per voucher',
    work: 'first-load',
    ours: 'ours',
    limit: 'raw-blocks',
    peers: ['dexie-rows'],
    goals: [{kind: 'times_faster', least: 8, than: 'dexie-rows'}],
  },
  {
    suite: 'lookup-code',
    name: 'any code of a million',
    work: 'lookup-1000000',
    ours: 'ours',
    limit: null,
    peers: [],
    goals: [
      {kind: 'at_most_ms', most: 3, at: 'p99'},
      {kind: 'at_most_times', most: 1.3, of: 'ours', ofWork: 'lookup-10000'},
    ],
  },
  {
    suite: 'delta-apply',
    name: 'newer versions of vouchers, per change',
    work: 'delta-apply',
    ours: 'ours',
    limit: 'bulk-get-put',
    peers: [],
    goals: [{kind: 'at_most_times', most: 1.25, of: 'bulk-get-put'}],
  },
  {
    suite: 'feed-pull',
    name: 'the last 1,000 changes of 200,000 documents as of 2,000',
    work: 'feed-pull-200000',
    ours: 'ours',
    limit: null,
    peers: [],
    goals: [{kind: 'at_most_times', most: 1.2, of: 'ours', ofWork: 'feed-pull-2000'}],
  },
  {
    suite: 'feed-fanout',
    name: '10,000 tills on the live channel: a commit heard, memory of an idle one',
    work: 'feed-fanout',
    ours: 'ours',
    limit: null,
    peers: [],
    goals: [
      {kind: 'at_most_ms', most: 500, at: 'p99'},
      {kind: 'at_most_kb_each', most: 30},
    ],
  },
  {
    suite: 'redeem-http',
    name: 'the commit of a redemption alone, 16 clients on different codes',
    work: 'redeem-commit',
    ours: 'ours',
    limit: null,
    peers: ['pgbench'],
    goals: [{kind: 'times_faster', least: 1.5, than: 'pgbench'}],
  },
  {
    suite: 'redeem-http',
    name: 'a whole redemption over HTTP, 16 clients on different codes',
    work: 'redeem-http',
    ours: 'ours',
    limit: null,
    peers: ['pgbench'],
    goals: [{kind: 'times_faster', least: 0.6, than: 'pgbench'}],
  },
  {
    suite: 'redeem-hot',
    name: 'one code, 16 clients, in groups',
    work: 'redeem-hot',
    ours: 'ours',
    limit: null,
    peers: ['one-at-a-time'],
    goals: [{kind: 'times_faster', least: 4, than: 'one-at-a-time'}],
  },
];
