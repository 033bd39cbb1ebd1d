/** Well-formed JSON, broken in a few places: what a mistaken or ill-meaning client would send. */
import fc from 'fast-check';

const hostile: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  '1',
  'x'.repeat(6_000),
  '__proto__',
  'toString',
  'é\u0000\ud800',
  '2026-02-30T25:00:00Z',
  0,
  -1,
  1.5,
  1e-9,
  2 ** 53,
  1e300,
  Number.POSITIVE_INFINITY,
  [],
  {},
  [[[[[[[[]]]]]]]],
  [null, 1, 'a', {}],
  Array.from({length: 1_200}, (_, n) => n),
  JSON.parse('{"__proto__": {"logic": "1"}, "constructor": 1}'),
  {conditions: {$is: {$is: []}}},
  nested(300),
];

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let n = 0; n < depth; n += 1) value = {rules: value, '1': value === 1 ? [] : null};
  return value;
}

interface Break {
  readonly place: number;
  readonly how: 'replace' | 'drop' | 'rename' | 'wrap' | 'copy' | 'add';
  readonly what: unknown;
  readonly name: string;
}

const names = ['logic', '1', '', '$is', 'id', '__proto__', 'constructor', 'price', 'rules', 'x'.repeat(400)];

const anyBreak: fc.Arbitrary<Break> = fc.record({
  place: fc.nat(10_000),
  how: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'rename', 'wrap', 'copy', 'add'),
  what: fc.oneof({weight: 9, arbitrary: fc.constantFrom(...hostile)}, {weight: 1, arbitrary: fc.jsonValue()}),
  name: fc.oneof(fc.constantFrom(...names), fc.string({maxLength: 5})),
});

/** One of the samples with one to four breaks in it. `more` are values that hurt just here. */
export function mangled(samples: readonly unknown[], more: readonly unknown[] = []): fc.Arbitrary<unknown> {
  const special = more.length === 0 ? anyBreak : fc.oneof(anyBreak, breakWith(more));
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(special, {minLength: 1, maxLength: 4}))
    .map(([sample, breaks]) => breaks.reduce(broken, structuredClone(sample)));
}

function breakWith(values: readonly unknown[]): fc.Arbitrary<Break> {
  return fc
    .tuple(fc.nat(10_000), fc.constantFrom(...values))
    .map(([place, what]) => ({place, how: 'replace' as const, what, name: ''}));
}

type Holder = Record<string, unknown> | unknown[];

function broken(value: unknown, {place, how, what: given, name}: Break): unknown {
  // A later break may land in it.
  const what = structuredClone(given);
  const spots = spotsIn(value);
  const spot = spots[place % Math.max(1, spots.length)];
  if (spot === undefined || place % 97 === 0) return what;
  const [holder, key] = spot;
  const member: unknown = Reflect.get(holder, key);
  if (how === 'drop') Reflect.deleteProperty(holder, key);
  else if (how === 'wrap') Reflect.set(holder, key, [member]);
  else if (how === 'copy') Reflect.set(holder, key, structuredClone(value));
  else if (how === 'add') define(holder, name, what);
  else if (how === 'rename') {
    Reflect.deleteProperty(holder, key);
    define(holder, name, member);
  } else Reflect.set(holder, key, what);
  return value;
}

/** As JSON.parse does it: `__proto__` is a name like any other. */
function define(holder: Holder, name: string, value: unknown): void {
  if (Array.isArray(holder)) {
    holder.push(value);
    return;
  }
  Object.defineProperty(holder, name, {value, enumerable: true, writable: true, configurable: true});
}

/** Every member of every object and list, without going deep where something deep was put in. */
function spotsIn(value: unknown): (readonly [Holder, string])[] {
  const spots: (readonly [Holder, string])[] = [];
  let level = [value];
  for (let depth = 0; depth < 12 && level.length > 0; depth += 1) {
    const holders = level.filter((one): one is Holder => typeof one === 'object' && one !== null);
    for (const holder of holders)
      for (const key of Object.keys(holder).slice(0, 40)) spots.push([holder, key]);
    level = holders.flatMap(holder => Object.values(holder).slice(0, 40));
  }
  return spots;
}
