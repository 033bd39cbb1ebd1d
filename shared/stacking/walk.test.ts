import {describe, expect, test} from 'vitest';
import type {CategoryId} from '../kernel/id.ts';
import type {Use} from './pass.ts';
import type {Ranked} from './sequence.ts';
import {defaultStackingSettings, type StackingSettings} from './stacking-settings.ts';
import {type WalkOptions, walk} from './walk.ts';

/**
 * A redeemable that puts its name on the state. One in capitals is refused, one that begins with `0` has no effect,
 * one that begins with `_` is good only after `m`, with `!` only before; `x9` gains 9. `a@vip` is of category vip.
 */
interface Named extends Ranked {
  readonly name: string;
}

/** Places of the categories; the others have none. */
const hierarchies: Readonly<Record<string, number>> = {early: 1, late: 5};

function named(text: string): Named {
  const [name = '', category] = text.split('@');
  return {
    name,
    identity: name,
    categoryId: category === undefined ? null : cat(category),
    hierarchy: hierarchies[category ?? ''] ?? null,
  };
}

function cat(name: string): CategoryId {
  return `cat_${name}`;
}

function use({name}: Named, state: string): Use<string, string, string> {
  if (/^[A-Z]+$/.test(name)) return {ok: false, refused: `no ${name}`};
  if (name.startsWith('_') && !state.includes('m')) return {ok: false, refused: 'without m'};
  if (name.startsWith('!') && state.includes('m')) return {ok: false, refused: 'with m'};
  return {ok: true, after: `${state} ${name}`, used: name, hasEffect: !name.startsWith('0')};
}

function run(
  names: string,
  settings: Partial<StackingSettings> = {},
  options: Partial<WalkOptions<string>> = {},
) {
  const tried: string[] = [];
  const result = walk<Named, string, string, string>(
    names.split(' ').map(named),
    {...defaultStackingSettings, applicationMode: 'PARTIAL', ...settings},
    'start',
    (candidate, state) => {
      tried.push(candidate.name);
      return use(candidate, state);
    },
    {twoExclusives: 'first', gainOf: name => Number(name.slice(1)), isStack: false, ...options},
  );
  const steps = result.steps.map(step => {
    const {name} = step.candidate;
    if (step.status === 'applied') return `${name} applied`;
    if (step.status === 'inapplicable') return `${name} refused`;
    return `${name} skipped: ${step.refusal.code}`;
  });
  return {steps, state: result.state, failed: result.failed, tried: tried.join(' '), refusals: result.steps};
}

test('[ST1] in the order asked for, each on what the one before left', () => {
  expect(run('b a c')).toMatchObject({state: 'start b a c', steps: ['b applied', 'a applied', 'c applied']});
});

test('[ST2] the same one counts once', () => {
  expect(run('a b a')).toMatchObject({
    state: 'start a b',
    steps: ['a applied', 'b applied', 'a skipped: duplicate'],
  });
  expect(run('A A').steps).toEqual(['A refused', 'A skipped: duplicate']);
});

test('[ST3] beyond the limit of a request nothing is tried', () => {
  const result = run('A B c d', {redeemablesLimit: 3});
  expect(result.steps.at(-1)).toBe('d skipped: redeemables_limit_reached');
  expect(result.tried).toBe('A B c');
  expect(result.refusals.at(-1)).toMatchObject({refusal: {limit: 3}});
});

test('[ST3] by its place in the request, wherever sorting puts it', () => {
  const settings = {redeemablesLimit: 1, sortingRule: 'CATEGORY_HIERARCHY'} as const;
  expect(run('a@late b@early', settings).steps).toEqual([
    'b skipped: redeemables_limit_reached',
    'a applied',
  ]);
});

test('[ST4] only used ones count towards the limit of an order', () => {
  const result = run('a B c D e f', {applicableRedeemablesLimit: 2});
  expect(result.steps.slice(3)).toEqual([
    'D skipped: applicable_limit_reached',
    'e skipped: applicable_limit_reached',
    'f skipped: applicable_limit_reached',
  ]);
  expect(result.tried).toBe('a B c');
  expect(result.refusals.at(-1)).toMatchObject({refusal: {limit: 2}});
});

test('[ST5] ALL: the first refusal ends it, and nothing has happened', () => {
  expect(run('a B c D', {applicationMode: 'ALL'})).toMatchObject({
    steps: ['a applied', 'B refused', 'c skipped: preceding_refused', 'D skipped: preceding_refused'],
    state: 'start',
    failed: true,
    tried: 'a B',
  });
});

test('[ST6] PARTIAL: a refusal changes nothing for the others', () => {
  expect(run('a B c')).toMatchObject({
    steps: ['a applied', 'B refused', 'c applied'],
    state: 'start a c',
    failed: false,
  });
});

test('[ST7] a skip is no refusal: ALL goes on', () => {
  const result = run('a a b c', {applicationMode: 'ALL', applicableRedeemablesLimit: 2});
  expect(result).toMatchObject({
    steps: ['a applied', 'a skipped: duplicate', 'b applied', 'c skipped: applicable_limit_reached'],
    state: 'start a b',
    failed: false,
  });
  const exclusive = run('c x@vip', {applicationMode: 'ALL', exclusiveCategories: [cat('vip')]});
  expect(exclusive).toMatchObject({state: 'start x', failed: false});
});

describe('[ST8] what has no effect', () => {
  test('is used all the same, or left unused and uncounted', () => {
    expect(run('0a b').steps).toEqual(['0a applied', 'b applied']);
    const skipping = run('0a b 0c d', {
      noEffectRule: 'SKIP',
      applicationMode: 'ALL',
      applicableRedeemablesLimit: 2,
    });
    expect(skipping).toMatchObject({
      steps: ['0a skipped: no_effect', 'b applied', '0c skipped: no_effect', 'd applied'],
      state: 'start b d',
      failed: false,
    });
  });

  test('by its category where that is listed', () => {
    const lists = {noEffectSkipCategories: [cat('spare')], noEffectRedeemAnywayCategories: [cat('burn')]};
    expect(run('0a@spare 0b@burn 0c', lists).steps).toEqual([
      '0a skipped: no_effect',
      '0b applied',
      '0c applied',
    ]);
    expect(run('0a@spare 0b@burn 0c', {...lists, noEffectRule: 'SKIP'}).steps).toEqual([
      '0a skipped: no_effect',
      '0b applied',
      '0c skipped: no_effect',
    ]);
  });
});

describe('[ST9] sorted by the hierarchy of categories', () => {
  const sorted = {sortingRule: 'CATEGORY_HIERARCHY'} as const;
  test('lower first, as requested within one, and without a place after all', () => {
    expect(
      run('n a@late b@early u@unplaced c@late d@early', {...sorted, applicableRedeemablesLimit: 6}).state,
    ).toBe('start b d a c n u');
  });

  test('as requested by default', () => {
    expect(run('a@late b@early').state).toBe('start a b');
  });
});

describe('[ST10] joint ones', () => {
  const joint = {jointCategories: [cat('late'), cat('early')]};
  test('come last, among themselves as the sorting rule says', () => {
    expect(run('a@late b c@early d', joint).state).toBe('start b d a c');
    expect(run('a@late b c@early d', {...joint, sortingRule: 'CATEGORY_HIERARCHY'}).state).toBe(
      'start b d c a',
    );
  });

  test('stand among the others with COMBINED', () => {
    const combined = {...joint, groupedSortingRule: 'COMBINED'} as const;
    expect(run('a@late b c@early d', combined).state).toBe('start a b c d');
    expect(run('a@late b c@early d', {...combined, sortingRule: 'CATEGORY_HIERARCHY'}).state).toBe(
      'start c a b d',
    );
  });
});

describe('[ST11] an exclusive one that is good keeps the common ones out', () => {
  const vip = {exclusiveCategories: [cat('vip')], jointCategories: [cat('card')]};
  test('wherever it stands, and each is told by whom', () => {
    const result = run('a x@vip b@other', vip);
    expect(result.steps).toEqual([
      'a skipped: excluded_by_exclusive',
      'x applied',
      'b skipped: excluded_by_exclusive',
    ]);
    expect(result.refusals[0]).toMatchObject({refusal: {byId: 'x'}});
    expect(result.tried).toBe('x');
  });

  test('joint ones go with it', () => {
    expect(run('g@card a x@vip', vip).steps).toEqual([
      'a skipped: excluded_by_exclusive',
      'x applied',
      'g applied',
    ]);
  });

  test('a refused one, or one left for want of an effect, keeps nobody out', () => {
    expect(run('a X@vip g@card', vip).steps).toEqual(['a applied', 'X refused', 'g applied']);
    expect(run('a 0x@vip', {...vip, noEffectRule: 'SKIP'}).steps).toEqual([
      'a applied',
      '0x skipped: no_effect',
    ]);
    expect(run('a 0x@vip', vip).steps).toEqual(['a skipped: excluded_by_exclusive', '0x applied']);
  });

  test('a category that is listed as both is exclusive', () => {
    expect(run('a x@vip', {...vip, jointCategories: [cat('vip')]}).state).toBe('start x');
  });

  test('in ALL a refused exclusive one fails the request, an excluded common one does not', () => {
    expect(run('a X@vip', {...vip, applicationMode: 'ALL'})).toMatchObject({
      steps: ['a applied', 'X refused'],
      failed: true,
      state: 'start',
    });
    expect(run('A x@vip', {...vip, applicationMode: 'ALL'})).toMatchObject({
      steps: ['A skipped: excluded_by_exclusive', 'x applied'],
      failed: false,
    });
  });
});

describe('[ST12] more than one exclusive one', () => {
  const two = {exclusiveCategories: [cat('vip'), cat('staff')]};
  test('one by default, the first that is good', () => {
    expect(run('X@vip y@staff z@vip', two).steps).toEqual([
      'X refused',
      'y applied',
      'z skipped: exclusive_limit_reached',
    ]);
  });

  test('as many as the limit, and of each category as many as its limit', () => {
    expect(run('a@vip b@vip c@staff d@staff', {...two, exclusiveLimit: 2}).steps).toEqual([
      'a applied',
      'b skipped: exclusive_category_limit_reached',
      'c applied',
      'd skipped: exclusive_limit_reached',
    ]);
    const loose = {...two, exclusiveLimit: 3, exclusivePerCategoryLimit: null};
    expect(run('a@vip b@vip c@vip d@vip', loose).state).toBe('start a b c');
    expect(run('a@vip b@vip c@vip', {...loose, exclusivePerCategoryLimit: 2}).state).toBe('start a b');
  });
});

test('[ST13] an exclusive one that was no good without the common ones stays so', () => {
  const settings = {exclusiveCategories: [cat('vip')], jointCategories: [cat('card')]};
  expect(run('m _x@vip', settings).steps).toEqual(['m applied', '_x refused']);
  const full = {...settings, groupedSortingRule: 'COMBINED', applicableRedeemablesLimit: 1} as const;
  expect(run('j@card a x@vip', full).steps).toEqual([
    'j applied',
    'a skipped: applicable_limit_reached',
    'x skipped: applicable_limit_reached',
  ]);
});

test('[ST13] where no exclusive one is good, joint ones meet what the common ones left', () => {
  const settings = {exclusiveCategories: [cat('vip')], jointCategories: [cat('card')]};
  expect(run('m _j@card X@vip', settings).steps).toEqual(['m applied', 'X refused', '_j applied']);
  const full = {...settings, groupedSortingRule: 'COMBINED', applicableRedeemablesLimit: 2} as const;
  expect(run('m !i@card !j@card x@vip', full).steps).toEqual([
    'm applied',
    '!i refused',
    '!j refused',
    'x skipped: applicable_limit_reached',
  ]);
});

describe('[ST14] of one category', () => {
  test('as many as its limit, or the limit of all; without a category there is none', () => {
    const limits = {perCategoryLimit: 1, categoryLimits: {[cat('many')]: 2}};
    const result = run('a@one b@one c@many d@many e@many f g', {...limits, applicableRedeemablesLimit: 30});
    expect(result.steps).toEqual([
      'a applied',
      'b skipped: category_limit_reached',
      'c applied',
      'd applied',
      'e skipped: category_limit_reached',
      'f applied',
      'g applied',
    ]);
    expect(result.refusals[4]).toMatchObject({refusal: {categoryId: 'cat_many', limit: 2}});
  });

  test('refused ones do not count', () => {
    expect(run('A@one b@one', {perCategoryLimit: 1}).state).toBe('start b');
  });

  test('exclusive ones count too', () => {
    const settings = {
      exclusiveCategories: [cat('vip')],
      exclusiveLimit: 3,
      exclusivePerCategoryLimit: null,
      categoryLimits: {[cat('vip')]: 1},
    };
    expect(run('a@vip b@vip', settings).steps[1]).toBe('b skipped: category_limit_reached');
  });
});

describe('[ST13] where no exclusive one is good', () => {
  const settings: Partial<StackingSettings> = {
    exclusiveCategories: [cat('vip')],
    jointCategories: [cat('card')],
    groupedSortingRule: 'COMBINED',
  };
  test('joint ones meet the order as the common ones left it', () => {
    expect(run('c j@card X@vip', settings).state).toBe('start c j');
    expect(run('m _j@card !k@card X@vip', settings).steps).toEqual([
      'm applied',
      '_j applied',
      '!k refused',
      'X refused',
    ]);
  });

  test('one that a limit kept out stays out, also where common ones make room for it', () => {
    expect(run('m !j@card !k@card e@vip', {...settings, applicableRedeemablesLimit: 2}).steps).toEqual([
      'm applied',
      '!j refused',
      '!k refused',
      'e skipped: applicable_limit_reached',
    ]);
  });
});

describe('[ST15] two exclusive ones, the better for the customer', () => {
  const two = {exclusiveCategories: [cat('vip'), cat('staff')]};
  const best = {twoExclusives: 'best'} as const;
  test('fills the limits, a tie goes to the earlier', () => {
    expect(run('a3@vip b9@staff c5@vip', two, best).steps).toEqual([
      'a3 skipped: exclusive_limit_reached',
      'b9 applied',
      'c5 skipped: exclusive_limit_reached',
    ]);
    expect(run('a3@vip b9@vip c5@staff', {...two, exclusiveLimit: 2}, best).steps).toEqual([
      'a3 skipped: exclusive_limit_reached',
      'b9 applied',
      'c5 applied',
    ]);
    expect(run('a3@vip b3@staff', two, best).state).toBe('start a3');
  });

  test('one that is no good takes no place', () => {
    expect(run('X@vip a3@staff', two, best).steps).toEqual(['X refused', 'a3 applied']);
    expect(run('09@vip a3@staff', {...two, noEffectRule: 'SKIP'}, best).state).toBe('start a3');
    expect(run('a3@vip a3@vip', two, best).steps).toEqual(['a3 applied', 'a3 skipped: duplicate']);
    expect(run('a3@vip b9@staff', {...two, redeemablesLimit: 1}, best).steps).toEqual([
      'a3 applied',
      'b9 skipped: redeemables_limit_reached',
    ]);
  });

  test('only where nothing is left unused for want of an effect does one without effect compete', () => {
    expect(run('a3@vip b9@staff', {...two, noEffectRule: 'SKIP'}, best).state).toBe('start b9');
    expect(run('a3@vip 09@staff', {...two, noEffectRule: 'REDEEM_ANYWAY'}, best).state).toBe('start 09');
  });
});

describe('[ST16] two exclusive ones, neither', () => {
  const two = {exclusiveCategories: [cat('vip'), cat('staff')]};
  const neither = {twoExclusives: 'neither'} as const;
  test('is used, and what is not used keeps nobody out', () => {
    expect(run('a x@vip y@staff', two, neither).steps).toEqual([
      'a applied',
      'x skipped: exclusive_limit_reached',
      'y skipped: exclusive_limit_reached',
    ]);
    expect(run('a x@vip', two, neither).steps).toEqual(['a skipped: excluded_by_exclusive', 'x applied']);
    expect(run('a x@vip Y@staff', two, neither).state).toBe('start x');
    expect(run('x@vip x@vip', two, neither).steps).toEqual(['x applied', 'x skipped: duplicate']);
  });

  test('by category where only that limit is passed', () => {
    expect(run('x@vip y@vip z@staff', {...two, exclusiveLimit: 5}, neither).steps).toEqual([
      'x skipped: exclusive_category_limit_reached',
      'y skipped: exclusive_category_limit_reached',
      'z applied',
    ]);
    const unlimited = {...two, exclusiveLimit: 5, exclusivePerCategoryLimit: null};
    expect(run('x@vip y@vip z@staff', unlimited, neither).state).toBe('start x y z');
  });
});

test('[ST17] a stack keeps its order; limits and exclusion hold in it as anywhere', () => {
  const settings = {
    sortingRule: 'CATEGORY_HIERARCHY',
    jointCategories: [cat('card')],
    applicableRedeemablesLimit: 3,
  } satisfies Partial<StackingSettings>;
  expect(run('g@card a@late b@early c', settings, {isStack: true}).steps).toEqual([
    'g applied',
    'a applied',
    'b applied',
    'c skipped: applicable_limit_reached',
  ]);
});

test('without options the first exclusive one wins', () => {
  const candidates = 'x1@vip x9@vip'.split(' ').map(named);
  const settings = {...defaultStackingSettings, exclusiveCategories: [cat('vip')]};
  expect(walk(candidates, settings, 'start', use).state).toBe('start x1');
});
