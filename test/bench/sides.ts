/** Every side of every benchmark by name; a process loads only the one that it is asked to be. */
import type {RuleQuestions} from './rules/condition-sets.ts';
import type {OpenSide, Side} from './side.ts';

type RulesSide = (questions: RuleQuestions) => Side;

/** How many sets, how many of them made to be met, how many orders, and what the others are like. */
const rulesSizes = {
  'rules-100': [100, 40, 8, 'near'],
  'rules-10000': [10_000, 150, 1, 'near'],
  'rules-1000-14': [1_000, 14, 1, 'far'],
  'rules-100000-14': [100_000, 14, 1, 'far'],
} as const;
type RulesWork = keyof typeof rulesSizes;

const rulesSides: Readonly<Record<string, () => Promise<RulesSide>>> = {
  ours: async () => (await import('./rules/ours.ts')).ours,
  'ours-indexed': async () => (await import('./rules/ours.ts')).oursIndexed,
  'ours-traced': async () => (await import('./rules/ours.ts')).oursTraced,
  'ours-from-order': async () => (await import('./rules/ours.ts')).oursFromOrder,
  closures: async () => (await import('./rules/closures.ts')).closures,
  'closures-indexed': async () => (await import('./rules/closures.ts')).indexedClosures,
  'closures-from-order': async () => (await import('./rules/closures.ts')).closuresFromOrder,
  'json-rules-engine': async () => (await import('./rules/json-rules-engine.ts')).jsonRulesEngine,
  'json-logic-js': async () => (await import('./rules/json-logic.ts')).jsonLogicJs,
  'json-logic-engine': async () => (await import('./rules/json-logic.ts')).jsonLogicEngine,
  'zen-engine': async () => (await import('./rules/zen-engine.ts')).zenEngine,
  jsonata: async () => (await import('./rules/expression-languages.ts')).jsonata,
  'cel-js': async () => (await import('./rules/expression-languages.ts')).celJs,
};

const priceSides: Readonly<Record<string, () => Promise<OpenSide>>> = {
  ours: async () => (await import('./stack-price/ours.ts')).ours,
  'ours-untraced': async () => (await import('./stack-price/ours.ts')).oursUntraced,
  cents: async () => (await import('./stack-price/cents.ts')).cents,
  medusa: async () => (await import('./stack-price/medusa.ts')).medusa,
  vendure: async () => (await import('./stack-price/vendure.ts')).vendure,
};

const qualifySizes = {
  'qualify-10000-near': [10_000, 'near'],
  'qualify-1000': [1_000, 'far'],
  'qualify-10000': [10_000, 'far'],
  'qualify-100000': [100_000, 'far'],
} as const;
type QualifySide = (count: number, others: 'near' | 'far') => Side;
const qualifySides: Readonly<Record<string, () => Promise<QualifySide>>> = {
  ours: async () => (await import('./qualify-growth/ours.ts')).ours,
  'filter-and-price': async () => (await import('./qualify-growth/filter-and-price.ts')).filterAndPrice,
};

const mintCounts = {'codes-mint-100000': 100_000, 'codes-mint-1000000': 1_000_000} as const;
const mintSides: Readonly<Record<string, () => Promise<(count: number) => Side>>> = {
  ours: async () => (await import('./codes-mint/mint.ts')).ours,
  'voucher-code-generator': async () => (await import('./codes-mint/mint.ts')).voucherCodeGenerator,
};

/** The side of this name; undefined where there is none. */
export async function findSide(work: string, name: string): Promise<OpenSide | undefined> {
  if (work in rulesSizes) return rulesSideOf(work as RulesWork, name);
  if (work === 'stack-price') return priceSides[name]?.();
  if (work in qualifySizes) {
    const side = await qualifySides[name]?.();
    const [count, others] = qualifySizes[work as keyof typeof qualifySizes];
    return side === undefined ? undefined : () => side(count, others);
  }
  if (work in mintCounts) {
    const side = await mintSides[name]?.();
    return side === undefined ? undefined : () => side(mintCounts[work as keyof typeof mintCounts]);
  }
  return undefined;
}

async function rulesSideOf(work: RulesWork, name: string): Promise<OpenSide | undefined> {
  const side = await rulesSides[name]?.();
  if (side === undefined) return undefined;
  const {ruleQuestions} = await import('./rules/condition-sets.ts');
  const [count, made, orders, others] = rulesSizes[work];
  return () => side(ruleQuestions(count, made, orders, others));
}
