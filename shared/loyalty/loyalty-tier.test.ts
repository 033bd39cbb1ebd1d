import {expect, test} from 'vitest';
import {program, tiers} from '../../test/builders/loyalty.ts';
import {programProblems} from './check-program.ts';
import {rewardCost} from './loyalty-program.ts';
import {type LoyaltyTier, tierFor} from './loyalty-tier.ts';
import {mappedPoints} from './points-mapping.ts';

const [silver, gold] = tiers({silver: 100, gold: 500}) as [LoyaltyTier, LoyaltyTier];

test('[LY39] both bounds of a tier are inside; the highest is open upwards', () => {
  const capped = [silver, {...gold, toPoints: 1000}];
  const names = [99, 100, 499, 500, 1000, 5000].map(points => tierFor(capped, points)?.name ?? 'none');
  expect(names).toEqual(['none', 'silver', 'silver', 'gold', 'gold', 'gold']);
  expect(tierFor([{...silver, toPoints: 200}, gold], 300)).toBeNull();
});

test('[LY50] a mapping multiplies to the nearest point, halves up, or sets another number', () => {
  expect(mappedPoints({type: 'MULTIPLY', multiplier: 1.5}, 3)).toBe(5);
  expect(mappedPoints({type: 'MULTIPLY', multiplier: 0.3333}, 10)).toBe(3);
  expect(mappedPoints({type: 'MULTIPLY', multiplier: 10_000}, 900_719_925)).toBe(9_007_199_250_000);
  expect(mappedPoints({type: 'CUSTOM', points: 7}, 3)).toBe(7);
  expect(mappedPoints(undefined, 3)).toBe(3);
});

test('[LY50] a reward costs what its tier says', () => {
  const half = {...gold, rewards: {rew_mug: {type: 'MULTIPLY' as const, multiplier: 0.5}}};
  expect([
    rewardCost(half, 'rew_mug', 301),
    rewardCost(half, 'rew_tea', 301),
    rewardCost(null, 'rew_mug', 301),
  ]).toEqual([151, 301, 301]);
});

test('[LY51] what a manager has to mend in a program', () => {
  const drop = {qualification: 'BALANCE', expiration: {type: 'BALANCE_DROP'}} as const;
  const problems = (list: LoyaltyTier[]) =>
    programProblems(program({tiers: list, tierRules: drop})).map(p => p.code);
  expect(problems([silver, gold])).toEqual([]);
  expect(problems([{...silver, toPoints: null}, gold])).toEqual(['tiers_overlap']);
  expect(problems([{...silver, toPoints: 400}, gold])).toEqual(['tiers_gap']);
  expect(problems([{...gold, toPoints: 1}])).toEqual(['tier_range_empty']);
  expect(problems([silver, {...gold, id: silver.id}])).toEqual(['tier_duplicated']);
  expect(programProblems(program({tiers: [silver]}))).toEqual([{code: 'tiers_without_rules'}]);
});
