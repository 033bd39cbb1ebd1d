import type {CategoryId} from '../kernel/id.ts';
import type {StackingSettings} from './stacking-settings.ts';

/** Exclusive ones keep common ones out, joint ones go with everything, common is the rest (semantics.md C.2). */
export type CategoryRole = 'exclusive' | 'joint' | 'common';

/** The settings' answers for one redeemable by its category; null: it has none. */
export interface CategoryPolicy {
  /** A category that is listed as both is exclusive. */
  readonly roleOf: (categoryId: CategoryId | null) => CategoryRole;
  /** Whether one that takes nothing off stays unused. */
  readonly skipsWithoutEffect: (categoryId: CategoryId | null) => boolean;
  /** Whether it works on the prices at the start instead of what earlier ones left. */
  readonly usesInitialAmount: (categoryId: CategoryId | null) => boolean;
}

const policies = new WeakMap<StackingSettings, CategoryPolicy>();

/** Made once per settings object. */
export function categoryPolicyOf(settings: StackingSettings): CategoryPolicy {
  const known = policies.get(settings);
  if (known !== undefined) return known;
  const made = policyOf(settings);
  policies.set(settings, made);
  return made;
}

function policyOf(settings: StackingSettings): CategoryPolicy {
  const exclusive = new Set<string | null>(settings.exclusiveCategories);
  const joint = new Set<string | null>(settings.jointCategories);
  const skips = settings.noEffectRule === 'SKIP';
  const initial = settings.calculationMode === 'INITIAL_AMOUNT';
  const skipExceptions = new Set<string | null>(
    skips ? settings.noEffectRedeemAnywayCategories : settings.noEffectSkipCategories,
  );
  const baseExceptions = new Set<string | null>(
    initial ? settings.discountedAmountCategories : settings.initialAmountCategories,
  );
  return {
    roleOf: id => (exclusive.has(id) ? 'exclusive' : joint.has(id) ? 'joint' : 'common'),
    skipsWithoutEffect: id => skips !== skipExceptions.has(id),
    usesInitialAmount: id => initial !== baseExceptions.has(id),
  };
}
