/** The promises of shared/ledger/SPEC.md over random histories of one account, several tills and a bad network. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
  accountedFor,
  type Event,
  handedOut,
  openWorld,
  remainders,
  step,
  type World,
} from './ledger-model.ts';

const limits = fc.integer({min: 0, max: 10});
const small = fc.nat(4);
const till = fc.nat(3);
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({kind: fc.constantFrom('draw' as const, 'hold', 'capture', 'release', 'reverse'), n: small}),
  fc.record({kind: fc.constant('limit' as const), n: fc.nat(12)}),
  fc.record({kind: fc.constant('grant' as const), till, need: small, level: fc.nat(6)}),
  fc.record({kind: fc.constantFrom('hear' as const, 'spend', 'return', 'report'), till, n: fc.nat(6)}),
  fc.record({kind: fc.constantFrom('hear' as const, 'spend', 'report'), till, n: small}),
);
const overriding = fc.oneof(event, fc.record({kind: fc.constant('override' as const), n: small}));

/** The promises that do not hold. Plain comparisons: this runs tens of thousands of times. */
function broken(world: World): readonly string[] {
  const {committed, over, limit} = world.account;
  const promises: readonly (readonly [string, boolean])[] = [
    ['L1', committed - over <= limit],
    ['committed is the sum of its parts', accountedFor(world) === committed],
    ['L11', handedOut(world) <= committed],
    ['L11: limit and over', handedOut(world) <= limit + over],
    ['L3', remainders(world).every(([own]) => own >= 0)],
    ['L4', remainders(world).every(([own, servers]) => servers >= own)],
  ];
  return promises.filter(([, holds]) => !holds).map(([promise]) => promise);
}

test('[L1] [L3] [L4] [L11] no history of tills and server breaks the books or hands out more than the limit', () => {
  const tally = {spends: 0, full: 0};
  fc.assert(
    fc.property(limits, fc.array(event, {minLength: 20, maxLength: 120}), (limit, events) => {
      let world = openWorld(limit, 4);
      let highestLimit = limit;
      for (const one of events) {
        world = step(world, one);
        highestLimit = Math.max(highestLimit, world.target);
        const wrong = [
          ...broken(world),
          ...(world.account.over === 0 ? [] : ['nothing goes over by itself']),
          ...(handedOut(world) <= highestLimit ? [] : ['more than the highest limit there was']),
        ];
        if (wrong.length > 0) expect.fail(`after ${JSON.stringify(one)}: ${wrong.join(', ')}`);
      }
      tally.spends += handedOut(world) > 0 ? 1 : 0;
      tally.full += world.account.committed === world.account.limit ? 1 : 0;
    }),
    {numRuns: 500},
  );
  // The histories must reach the interesting places, or the test proves nothing.
  expect(tally.spends).toBeGreaterThan(100);
  expect(tally.full).toBeGreaterThan(50);
}, 30_000);

test('[L8] what a person lets through beyond the limit is over, and no more than that', () => {
  fc.assert(
    fc.property(limits, fc.array(overriding, {minLength: 10, maxLength: 80}), (limit, events) => {
      let world = openWorld(limit, 4);
      for (const one of events) {
        world = step(world, one);
        const wrong = broken(world);
        if (wrong.length > 0) expect.fail(`after ${JSON.stringify(one)}: ${wrong.join(', ')}`);
      }
    }),
    {numRuns: 300},
  );
}, 30_000);
