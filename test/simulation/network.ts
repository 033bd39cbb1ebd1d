/**
 * The network between tills and server. It loses, doubles and delays messages in either direction, gets stuck for longer
 * than a restart takes, is cut one way or both, and sometimes hands out the answer to an earlier question or half of one.
 */

import type {Stream} from './seeded-random.ts';
import type {SimulatedTime} from './simulated-time.ts';
import type {Tally} from './tally.ts';

/** Probabilities per message, and how slow it is. */
export interface NetworkTraits {
  readonly drop: number;
  readonly duplicate: number;
  readonly clog: number;
  readonly staleAnswer: number;
  readonly cutAnswer: number;
  readonly jitterMs: number;
}

type Direction = 'up' | 'down';

/** What a till hears: an answer (perhaps damaged), or nothing in time. */
type Heard = {readonly kind: 'answer'; readonly text: string} | {readonly kind: 'nothing'};

/** `null`: the server is down; a promise that never settles: it died at it. */
export type Handler = (till: number, text: string) => Promise<string> | null;

export interface Network {
  ask(till: number, what: string, text: string, timeoutMs: number): Promise<Heard>;
  cut(till: number, direction: Direction): void;
  join(till: number, direction: Direction): void;
  isCut(till: number): boolean;
  /** From now on nothing is lost and nothing is late. */
  heal(): void;
  readonly messages: number;
}

const TYPICAL_DELAY_MS = 15;
const CLOG_MS = 20_000;

export function newNetwork(
  time: SimulatedTime,
  random: Stream,
  traits: NetworkTraits,
  tally: Tally,
  handler: Handler,
): Network {
  const cuts = new Set<string>();
  const formerAnswers = new Map<number, string>();
  let isHealed = false;
  let messages = 0;

  const happens = (probability: number, name: string): boolean => {
    const does = random.chance(probability) && !isHealed;
    if (does) tally.count(name);
    return does;
  };

  function delayMs(): number {
    const usual = 3 + random.exponential(TYPICAL_DELAY_MS) + random.next() * (isHealed ? 0 : traits.jitterMs);
    return happens(traits.clog, 'clogged message') ? usual + random.exponential(CLOG_MS) : usual;
  }

  /** Carries one message one way; `arrive` runs not at all, once, or twice. */
  function carry(till: number, direction: Direction, what: string, arrive: () => void): void {
    messages += 1;
    const key = `${till} ${direction}`;
    const copies = happens(traits.duplicate, 'duplicated message') ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const lateMs = delayMs();
      if (happens(traits.drop, 'dropped message')) continue;
      if (cuts.has(key)) {
        tally.count('message lost in a partition');
        continue;
      }
      time.after(lateMs, `${what} ${direction} till ${till}`, () => {
        if (cuts.has(key)) tally.count('message lost in a partition');
        else arrive();
      });
    }
  }

  function answerOf(till: number, text: string): string {
    const former = formerAnswers.get(till);
    formerAnswers.set(till, text);
    if (former !== undefined && happens(traits.staleAnswer, 'stale answer')) return former;
    return happens(traits.cutAnswer, 'answer cut short') ? text.slice(0, random.below(text.length)) : text;
  }

  return {
    ask: (till, what, text, timeoutMs) =>
      new Promise(resolve => {
        const timeout = time.after(timeoutMs, `${what} times out at till ${till}`, () => {
          tally.count('request timed out');
          resolve({kind: 'nothing'});
        });
        carry(till, 'up', what, () => {
          const answer = handler(till, text);
          if (answer === null) return;
          void answer.then(said =>
            carry(till, 'down', what, () => {
              timeout.isCancelled = true;
              resolve({kind: 'answer', text: answerOf(till, said)});
            }),
          );
        });
      }),
    cut: (till, direction) => void cuts.add(`${till} ${direction}`),
    join: (till, direction) => void cuts.delete(`${till} ${direction}`),
    isCut: till => cuts.has(`${till} up`) || cuts.has(`${till} down`),
    heal() {
      isHealed = true;
      cuts.clear();
    },
    get messages() {
      return messages;
    },
  };
}
