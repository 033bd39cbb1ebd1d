/**
 * What happens in one round, made from the seed alone: who sells what, what REST does meanwhile, which fault strikes
 * and when. The same seed plans the same rounds; what real processes make of it depends on real time.
 */
import type {Seeded} from '../bench/seeded.ts';
import type {CableFault} from './tcp-proxy.ts';

export type Fault =
  | {readonly kind: 'none'}
  | {readonly kind: 'cable'; readonly cable: CableFault}
  | {readonly kind: 'kill-server'}
  | {readonly kind: 'kill-database'}
  | {readonly kind: 'kill-till'; readonly till: number}
  | {readonly kind: 'till-disk-full'; readonly till: number}
  | {readonly kind: 'server-disk-full'}
  | {readonly kind: 'clock-jump'; readonly till: number; readonly skewMs: number};

export interface TimedFault {
  readonly fault: Fault;
  /** After the round began. */
  readonly atMs: number;
  /** Until it is mended. */
  readonly forMs: number;
}

/** Places in the list of limited things. */
export interface RoundPlan {
  /** For each till, the things it sells with; null: without a code. */
  readonly sales: readonly (readonly (number | null)[])[];
  readonly redemptions: readonly number[];
  readonly rollsBack: boolean;
  readonly faults: readonly TimedFault[];
}

interface PlanSize {
  readonly tills: number;
  readonly things: number;
  readonly canFillServerDisk: boolean;
}

const hourMs = 3_600_000;

export function planRound(random: Seeded, {tills, things, canFillServerDisk}: PlanSize): RoundPlan {
  const thing = () => random.below(things);
  const sales = Array.from({length: tills}, () =>
    Array.from({length: random.between(0, 2)}, () => (random.below(6) === 0 ? null : thing())),
  );
  const redemptions = Array.from({length: random.between(0, 3)}, thing);
  const faults = Array.from({length: random.below(8) === 0 ? 2 : 1}, () => ({
    fault: planFault(random, tills, canFillServerDisk),
    atMs: random.below(700),
    forMs: random.between(20, 600),
  }));
  return {sales, redemptions, rollsBack: random.below(4) === 0, faults};
}

/** Of a hundred rounds, so many each: the cheap ones often, those that restart something now and then. */
function planFault(random: Seeded, tills: number, canFillServerDisk: boolean): Fault {
  const dice = random.below(100);
  const till = random.below(tills);
  if (dice < 14) return {kind: 'none'};
  if (dice < 33) return {kind: 'cable', cable: {kind: 'cut-answer', afterBytes: random.below(3_000)}};
  if (dice < 47) return {kind: 'cable', cable: {kind: 'cut-request', afterBytes: random.below(6_000)}};
  if (dice < 54) return {kind: 'cable', cable: {kind: 'black-hole'}};
  if (dice < 62) return {kind: 'cable', cable: {kind: 'slow', delayMs: random.between(20, 400)}};
  if (dice < 71) return {kind: 'kill-server'};
  if (dice < 78) return {kind: 'kill-database'};
  if (dice < 86) return {kind: 'kill-till', till};
  if (dice < 92) return {kind: 'till-disk-full', till};
  if (dice < 94 && canFillServerDisk) return {kind: 'server-disk-full'};
  return {kind: 'clock-jump', till, skewMs: random.pick([-48, -3, -1, 1, 3, 48]) * hourMs};
}

/** As counted in the report. */
export function faultName(fault: Fault): string {
  return fault.kind === 'cable' ? `cable ${fault.cable.kind}` : fault.kind;
}
