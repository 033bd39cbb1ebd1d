/** Sides that need a browser or a database, by name; a process loads only the one that it is asked to be. */
import type {OutdoorSide} from './outdoor-side.ts';

type OpenOutdoorSide = () => Promise<OutdoorSide>;
type SidesOfWork = Readonly<Record<string, () => Promise<OpenOutdoorSide>>>;

/** `--quick` takes a tenth. */
const scale = process.env['BENCH_QUICK'] === '1' ? 0.1 : 1;

const outdoorWorks: Readonly<Record<string, SidesOfWork>> = {
  'first-load': {
    ours: async () => (await import('./downloads/first-load.ts')).ours(1_000_000 * scale),
    'raw-blocks': async () => (await import('./downloads/first-load.ts')).rawBlocks(1_000_000 * scale),
    'dexie-rows': async () => (await import('./downloads/first-load.ts')).dexieRows(50_000 * scale),
  },
  'lookup-10000': {ours: async () => (await import('./downloads/lookup-code.ts')).lookUp(10_000)},
  'lookup-1000000': {
    ours: async () => (await import('./downloads/lookup-code.ts')).lookUp(1_000_000 * scale),
  },
  'delta-apply': {
    ours: async () => (await import('./downloads/delta-apply.ts')).delta('applyDelta', 20_000 * scale),
    'bulk-get-put': async () =>
      (await import('./downloads/delta-apply.ts')).delta('bulkDelta', 20_000 * scale),
  },
  'feed-pull-2000': {ours: async () => (await import('./downloads/feed-pull.ts')).feedPull(2_000)},
  'feed-pull-200000': {
    ours: async () => (await import('./downloads/feed-pull.ts')).feedPull(200_000 * scale),
  },
  'feed-fanout': {ours: async () => (await import('./fanout/feed-fanout.ts')).feedFanout(10_000 * scale)},
  'redeem-commit': {
    ours: async () => (await import('./redeem/redeem-commit.ts')).redeemCommit({codes: 2_000, grouped: true}),
    pgbench: async () => (await import('./redeem/pgbench.ts')).pgbench,
  },
  'redeem-http': {
    ours: async () => (await import('./redeem/redeem-http.ts')).redeemHttp,
    pgbench: async () => (await import('./redeem/pgbench.ts')).pgbench,
  },
  'redeem-hot': {
    ours: async () => (await import('./redeem/redeem-commit.ts')).redeemCommit({codes: 1, grouped: true}),
    'one-at-a-time': async () =>
      (await import('./redeem/redeem-commit.ts')).redeemCommit({codes: 1, grouped: false}),
  },
};

export function isOutdoor(work: string): boolean {
  return work in outdoorWorks;
}

/** The side of this name; undefined where there is none. */
export async function findOutdoorSide(work: string, name: string): Promise<OpenOutdoorSide | undefined> {
  return outdoorWorks[work]?.[name]?.();
}
