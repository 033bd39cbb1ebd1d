/**
 * A machine's clocks: a wall clock that may be years off, runs a little fast or slow and can be set, and a monotonic
 * source that begins anew with every boot and may stand still while the machine sleeps.
 */
import type {Monotonic} from '../../renderer/clock/monotonic.ts';
import {openingMs} from '../builders/facts.ts';
import type {TrueTime} from './true-time.ts';

export interface ClockTraits {
  /** Wall clock minus true time at the beginning. */
  readonly offsetMs: number;
  /** 1.01: gains one in a hundred. */
  readonly rate: number;
  /** Whether boots can be told apart (the desktop shell), or each start of the page is one of its own. */
  readonly knowsItsBoot: boolean;
  readonly stopsWhileAsleep: boolean;
}

export interface SimulatedMachine {
  wallMs(): number;
  readonly monotonic: Monotonic;
  jump(byMs: number): void;
  boot(): void;
  sleep(forMs: number): void;
}

export function simulatedMachine(time: TrueTime, name: string, traits: ClockTraits): SimulatedMachine {
  let offsetMs = traits.offsetMs;
  let boots = 0;
  let bootedMs = time.nowMs();
  let sleptMs = 0;
  const monotonic: Monotonic = {
    get bootId() {
      return traits.knowsItsBoot ? `${name}-boot-${boots}` : null;
    },
    nowMs: () => (time.nowMs() - bootedMs) * traits.rate - sleptMs,
    refresh: () => Promise.resolve(),
  };
  return {
    wallMs: () => Math.max(0, openingMs + offsetMs + time.nowMs() * traits.rate),
    monotonic,
    jump(byMs) {
      offsetMs += byMs;
    },
    boot() {
      boots += 1;
      bootedMs = time.nowMs();
      sleptMs = 0;
    },
    sleep(forMs) {
      if (traits.stopsWhileAsleep) sleptMs += Math.min(forMs, monotonic.nowMs());
    },
  };
}
