import {expect, test} from 'vitest';
import {seeded} from '../bench/seeded.ts';
import {faultName, planRound} from './plan-round.ts';

const size = {tills: 3, things: 5, canFillServerDisk: true};
const rounds = (seed: number) =>
  Array.from({length: 1_000}, (_, round) => planRound(seeded(seed * 1_000_003 + round), size));

test('the same seed plans the same rounds, another one others', () => {
  expect(rounds(7)).toEqual(rounds(7));
  expect(rounds(7)).not.toEqual(rounds(8));
});

test('a thousand rounds have every fault, and nothing in them points beyond tills and things', () => {
  const faults = new Set(rounds(1).flatMap(plan => plan.faults.map(({fault}) => faultName(fault))));
  expect([...faults].sort()).toEqual([
    'cable black-hole',
    'cable cut-answer',
    'cable cut-request',
    'cable slow',
    'clock-jump',
    'kill-database',
    'kill-server',
    'kill-till',
    'none',
    'server-disk-full',
    'till-disk-full',
  ]);
  for (const {sales, redemptions, faults: struck} of rounds(1)) {
    expect(sales).toHaveLength(3);
    for (const place of [...sales.flat(), ...redemptions]) expect(place ?? 0).toBeLessThan(5);
    for (const {fault} of struck) if ('till' in fault) expect(fault.till).toBeLessThan(3);
  }
});

test('where no disk can be mounted, none is filled', () => {
  const plans = Array.from({length: 1_000}, (_, round) =>
    planRound(seeded(round), {...size, canFillServerDisk: false}),
  );
  const faults = plans.flatMap(plan => plan.faults.map(({fault}) => fault.kind));
  expect(faults).not.toContain('server-disk-full');
});
