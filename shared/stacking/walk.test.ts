import {expect, test} from 'vitest';
import {defaultStackingSettings, type StackingSettings} from './stacking-settings.ts';
import {walk} from './walk.ts';

/** A redeemable that puts its name on the state; one in capitals is refused, one that begins with `0` has no effect. */
type Named = {readonly identity: string};

function run(names: string, settings: Partial<StackingSettings> = {}) {
  const candidates = names.split(' ').map(identity => ({identity}));
  const tried: string[] = [];
  const result = walk<Named, string, string, string>(
    candidates,
    {...defaultStackingSettings, applicationMode: 'PARTIAL', ...settings},
    'start',
    ({identity}, state) => {
      tried.push(identity);
      if (/^[A-Z]+$/.test(identity)) return {ok: false, refused: `no ${identity}`};
      return {ok: true, after: `${state} ${identity}`, used: identity, hasEffect: !identity.startsWith('0')};
    },
  );
  const steps = result.steps.map(step => {
    if (step.status === 'applied') return `${step.candidate.identity} applied`;
    if (step.status === 'inapplicable') return `${step.candidate.identity} refused`;
    return `${step.candidate.identity} skipped: ${step.refusal.code}`;
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

test('[ST4] only used ones count towards the limit of an order', () => {
  const result = run('a B c D e f', {applicableRedeemablesLimit: 2});
  expect(result.steps.slice(3)).toEqual([
    'D skipped: redeemables_limit_reached',
    'e skipped: redeemables_limit_reached',
    'f skipped: redeemables_limit_reached',
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
    steps: ['a applied', 'a skipped: duplicate', 'b applied', 'c skipped: redeemables_limit_reached'],
    state: 'start a b',
    failed: false,
  });
});

test('[ST8] what has no effect is used all the same, or left unused and uncounted', () => {
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
