/**
 * The simulation notices every planted bug, and keeps quiet about the same world without it. The seeds are the first ones in
 * which each bug shows; where a change of the protocol moves it, the next worlds are tried.
 */
import {expect, test} from 'vitest';
import {plantedBugs} from './planted-bugs.ts';
import {runSeed} from './run-seed.ts';

const actions = 60;
/** How many worlds a bug may hide in. Most show in the first. */
const PATIENCE = 20;

test.each(plantedBugs.map(plant => [plant.name, plant] as const))(
  '%s',
  async (_name, plant) => {
    const first = plant.seed ?? 1;
    for (let seed = first; seed < first + PATIENCE; seed += 1) {
      const ill = await runSeed(seed, {actions, plant, tune: plant.tune});
      if (ill.violations.length === 0) continue;
      const sound = await runSeed(seed, {actions, tune: plant.tune});
      expect(sound.violations).toEqual([]);
      return;
    }
    expect.unreachable(`not noticed in ${PATIENCE} worlds`);
  },
  120_000,
);
