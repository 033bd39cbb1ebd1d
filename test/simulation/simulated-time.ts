/**
 * The time of a simulated world: it jumps from event to event, and each event runs until nothing moves any more before
 * the next begins. Production code only ever waits for ports, and all ports answer in microtasks or by an event here, so
 * one turn of the real event loop is quiescence.
 */
import {setImmediate as turnOfTheLoop} from 'node:timers/promises';
import {eventQueue, type PlannedEvent} from './event-queue.ts';
import type {Trace} from './trace.ts';

export interface SimulatedTime {
  /** Milliseconds since the world began. */
  nowMs(): number;
  after(delayMs: number, what: string, run: () => void): PlannedEvent;
  /** Resolves after this much simulated time. */
  wait(delayMs: number, what: string): Promise<void>;
  /** Runs what is due until `untilMs`, or until `isDone` says so; `afterEach` looks at the world after every event. */
  runUntil(untilMs: number, afterEach: () => void, isDone?: () => boolean): Promise<void>;
  readonly events: number;
}

export function simulatedTime(trace: Trace): SimulatedTime {
  const queue = eventQueue();
  let nowMs = 0;
  let events = 0;

  async function step(event: PlannedEvent, afterEach: () => void): Promise<void> {
    nowMs = Math.max(nowMs, event.atMs);
    events += 1;
    trace.note(nowMs, event.what);
    event.run();
    await turnOfTheLoop();
    afterEach();
  }

  const after = (delayMs: number, what: string, run: () => void) =>
    queue.put(nowMs + Math.max(0, Math.round(delayMs)), what, run);

  return {
    nowMs: () => nowMs,
    after,
    wait: (delayMs, what) => new Promise(resolve => void after(delayMs, what, resolve)),
    async runUntil(untilMs, afterEach, isDone = () => false) {
      for (;;) {
        const next = queue.nextMs();
        if (next === undefined || next > untilMs || isDone()) break;
        const event = queue.take();
        if (event !== undefined) await step(event, afterEach);
      }
      nowMs = Math.max(nowMs, untilMs === Number.POSITIVE_INFINITY ? nowMs : untilMs);
    },
    get events() {
      return events;
    },
  };
}
