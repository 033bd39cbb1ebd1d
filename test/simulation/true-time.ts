/** The world's true time: simulated time, plus the nights that were skipped. All clocks are read off it. */
import {openingMs} from '../builders/facts.ts';
import type {SimulatedTime} from './simulated-time.ts';

export interface TrueTime {
  /** Milliseconds since the world began, skipped ones included. */
  nowMs(): number;
  epochNowMs(): number;
  /** Lets hours pass in which nobody does anything. */
  skip(ms: number): void;
}

export function trueTime(time: SimulatedTime): TrueTime {
  let skippedMs = 0;
  const nowMs = () => time.nowMs() + skippedMs;
  return {
    nowMs,
    epochNowMs: () => openingMs + nowMs(),
    skip(ms) {
      skippedMs += ms;
    },
  };
}
