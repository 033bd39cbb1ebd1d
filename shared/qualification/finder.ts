import type {IndexedFacts} from '../decision/prepare-facts.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {RuleContext} from '../rules/rule-context.ts';
import {buildRuleIndex} from '../rules/rule-index.ts';
import type {Listed} from './listed.ts';

/** Finds what may qualify, in time that grows with what is found. */
export interface Finder {
  readonly all: readonly Listed[];
  /** Leaves out only what its rules or dates keep from qualifying. */
  readonly find: (context: RuleContext) => readonly Listed[];
}

export function finderOf(all: readonly Listed[], {rules}: IndexedFacts): Finder {
  const index = buildRuleIndex(
    all.map(listed => {
      const [only, ...more] = listed.candidates;
      // What becomes of a stack is for its tiers together to say.
      const ruleIds = more.length > 0 ? [] : (only?.rules.flatMap(group => group.ruleIds) ?? []);
      return {id: listed, rules: ruleIds.flatMap(id => rules.get(id)?.rule ?? []), ...openOf(listed)};
    }),
  );
  return {all, find: context => index.candidates(context)};
}

/** From when to when it may be used at most. */
function openOf({thing, campaign}: Listed): {
  readonly fromMs: EpochMs | null;
  readonly untilMs: EpochMs | null;
} {
  const own = 'startsAtMs' in thing ? thing : {startsAtMs: null, endsAtMs: null};
  const isCounted = campaign?.activeAfterPublishingIso !== undefined;
  return {
    fromMs: own.startsAtMs ?? campaign?.startsAtMs ?? null,
    untilMs: own.endsAtMs ?? (isCounted ? null : (campaign?.endsAtMs ?? null)),
  };
}
