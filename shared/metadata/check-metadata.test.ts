import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {JsonValue, Metadata} from '../kernel/metadata.ts';
import {checkMetadata} from './check-metadata.ts';
import {
  definitionSchema,
  type MetadataDefinition,
  type MetadataDefinitions,
  metadataDefinitionsSchema,
  metadataTypes,
} from './metadata-definitions.ts';
import {metadataProblemText} from './metadata-problem.ts';

type Definitions = Record<string, MetadataDefinition>;

function schema(definitions: Definitions, given: Partial<MetadataDefinitions> = {}): MetadataDefinitions {
  return {kind: 'metadata_schema', id: 'ms_1', version: 1, relatedObject: 'customer', definitions, ...given};
}

function texts(
  definitions: Definitions,
  metadata: Metadata,
  given: Partial<MetadataDefinitions> = {},
): string[] {
  return checkMetadata(schema(definitions, given), metadata).map(metadataProblemText);
}

/** Which of the values fit. */
function fitting(definition: MetadataDefinition, values: readonly JsonValue[]): JsonValue[] {
  return values.filter(value => checkMetadata(schema({f: definition}), {f: value}).length === 0);
}

test('[MD1] each type takes its own values and no others', () => {
  const values: JsonValue[] = ['text', '', 5, 1.5, true, {a: 1}, ['text'], '2026-02-28', '2026-02-30'];
  expect(fitting({type: 'string'}, values)).toEqual(['text', '', '2026-02-28', '2026-02-30']);
  expect(fitting({type: 'number'}, values)).toEqual([5, 1.5]);
  expect(fitting({type: 'boolean'}, values)).toEqual([true]);
  expect(fitting({type: 'object'}, values)).toEqual([{a: 1}]);
  expect(fitting({type: 'date'}, values)).toEqual(['2026-02-28']);
});

test('[MD2] a date may say its time, a date and time must; both are ISO 8601', () => {
  const dates = [
    '2020-03-11',
    '2020-03-11T09:00:00.000Z',
    '2020-03-11T25:00:00Z',
    '11.3.2020',
    '2020-03-11T09:00',
  ];
  expect(fitting({type: 'date'}, dates)).toEqual([
    '2020-03-11',
    '2020-03-11T09:00:00.000Z',
    '2020-03-11T09:00',
  ]);
  expect(fitting({type: 'datetime'}, dates)).toEqual(['2020-03-11T09:00:00.000Z', '2020-03-11T09:00']);
});

test('[MD3] a geopoint is latitude and longitude on earth', () => {
  const points = [
    '37.786971, -122.399677',
    '37,200',
    '91,0',
    'here',
    {latitude: 1, longitude: 2},
    {latitude: 1},
    5,
  ];
  expect(fitting({type: 'geopoint'}, points)).toEqual([
    '37.786971, -122.399677',
    {latitude: 1, longitude: 2},
  ]);
});

test('[MD4] an image is a URL that names a JPG or PNG, and the refusal says so', () => {
  const urls = [
    'https://shop.example/a.png',
    'http://shop.example/b/c.JPEG?size=2',
    'http.com',
    'https://shop.example/a.gif',
    'https://shop.example/.jpg/x',
    'ftp://shop.example/a.png',
    `https://shop.example/${'a'.repeat(3000)}.png`,
  ];
  expect(fitting({type: 'image_url'}, urls)).toEqual(urls.slice(0, 2));
  expect(texts({ImageURL: {type: 'image_url'}}, {ImageURL: 'http.com'})).toEqual([
    "ImageURL: must be a URL pointing to JPG/JPEG or PNG resource (actual value is 'http.com')",
  ]);
});

test('[MD5] a list definition takes lists only, every element fits, and the refusal says so', () => {
  const location: MetadataDefinition = {type: 'string', array: true, eq: ['L1', 'L2', 'L3']};
  expect(fitting(location, [['L1', 'L3'], [], ['L4'], 'L1', [['L1']]])).toEqual([['L1', 'L3'], []]);
  expect(fitting({type: 'string'}, [['a']])).toEqual([]);
  expect(texts({location_id: location}, {location_id: 'L1'})).toEqual([
    "location_id: must be an array, and every element: must be a string, must be equal to one of L1,L2,L3 (actual value is 'L1')",
  ]);
});

test('[MD6] numbers have bounds, strings lengths, both values that they are or are not', () => {
  expect(fitting({type: 'number', gt: 1, lt: 5}, [1, 2, 4, 5])).toEqual([2, 4]);
  expect(fitting({type: 'number', gte: 1, lte: 5}, [0, 1, 5, 6])).toEqual([1, 5]);
  expect(fitting({type: 'number', eq: [1, 2], ne: [2]}, [1, 2, 3])).toEqual([1]);
  expect(fitting({type: 'string', minLength: 2, maxLength: 3}, ['a', 'ab', 'abc', 'abcd'])).toEqual([
    'ab',
    'abc',
  ]);
  expect(fitting({type: 'string', exactLength: 2}, ['a', '\u{1f9fe}\u{1f9fe}', 'abc'])).toEqual([
    '\u{1f9fe}\u{1f9fe}',
  ]);
  expect(fitting({type: 'object', eq: [{a: 1, b: 2}]}, [{b: 2, a: 1}, {a: 1}])).toEqual([{b: 2, a: 1}]);
  const every: MetadataDefinition = {type: 'number', ne: [3], lt: 9, lte: 8, gt: 1, gte: 2};
  expect(texts({n: every}, {n: 3})).toEqual([
    'n: must be a number, must not be equal to any of 3, must be less than 9, must be less than or equal to 8, must be greater than 1, must be greater than or equal to 2 (actual value is 3)',
  ]);
  expect(texts({s: {type: 'string', minLength: 1, maxLength: 3, exactLength: 2}}, {s: 'abc'})).toEqual([
    "s: must be a string, must have a minimum length of 1, must have a maximum length of 3, must have an exact length of 2 (actual value is 'abc')",
  ]);
});

test('[MD7] a mandatory key is there and is not null; an optional one may be null', () => {
  const definitions: Definitions = {since: {type: 'date', mandatory: true}, nick: {type: 'string'}};
  expect(texts(definitions, {since: '2026-01-01', nick: null})).toEqual([]);
  expect(texts(definitions, {})).toEqual(['since: is mandatory, must be a date in ISO 8601 format']);
  expect(texts(definitions, {since: null})).toHaveLength(1);
});

test('[MD8] keys without a definition are stored as they are, unless only defined ones are allowed', () => {
  const definitions: Definitions = {nick: {type: 'string'}};
  expect(texts(definitions, {other: [1, {a: null}], constructor: 1})).toEqual([]);
  expect(texts(definitions, {other: 1, constructor: 2}, {allowDefinedOnly: true})).toEqual([
    'other: is not defined in the metadata schema',
    'constructor: is not defined in the metadata schema',
  ]);
});

test('[MD9] a removed definition defines nothing any more', () => {
  const definitions: Definitions = {old: {type: 'number', mandatory: true, deleted: true}};
  expect(texts(definitions, {old: 'text'})).toEqual([]);
  expect(texts(definitions, {old: 1}, {allowDefinedOnly: true})).toHaveLength(1);
});

test('[MD10] an object follows its nested schema, in a list too, and the place is its path', () => {
  const payment = schema(
    {payment_tax: {type: 'number', mandatory: true}, payment_method: {type: 'string', eq: ['card', 'wire']}},
    {relatedObject: 'Payment', allowDefinedOnly: true},
  );
  const outer = schema({
    Payment: {type: 'object', objectType: 'Payment'},
    all: {type: 'object', array: true, objectType: 'Payment'},
  });
  const nested = new Map([['Payment', payment]]);
  const check = (metadata: Metadata) => checkMetadata(outer, metadata, nested).map(metadataProblemText);
  expect(check({Payment: {payment_tax: 20, payment_method: 'card'}})).toEqual([]);
  expect(check({Payment: {payment_method: 'cash', tip: 1}})).toEqual([
    'Payment.payment_tax: is mandatory, must be a number',
    "Payment.payment_method: must be a string, must be equal to one of card,wire (actual value is 'cash')",
    'Payment.tip: is not defined in the metadata schema',
  ]);
  expect(check({all: [{payment_tax: 1}, {payment_tax: 'x'}]})).toEqual([
    "all.1.payment_tax: must be a number (actual value is 'x')",
  ]);
});

test('[MD11] a schema that contains itself ends with the value, or at twenty levels', () => {
  const tree = schema({child: {type: 'object', objectType: 'Tree'}}, {relatedObject: 'Tree'});
  const nested = new Map([['Tree', tree]]);
  let deep: JsonValue = {};
  for (let level = 0; level < 40; level += 1) deep = {child: deep};
  expect(checkMetadata(tree, {child: {child: {}}}, nested)).toEqual([]);
  expect(checkMetadata(tree, {child: deep}, nested)).toEqual([
    {key: 'child.'.repeat(20).slice(0, -1), needed: 'must not be nested deeper than 20 levels'},
  ]);
});

test('[MD12] at most a hundred problems are told, and a long value is cut', () => {
  const many = Object.fromEntries(Array.from({length: 150}, (_, n) => [`k${n}`, n]));
  expect(texts({}, many, {allowDefinedOnly: true})).toHaveLength(100);
  expect(texts({n: {type: 'number'}}, {n: 'x'.repeat(500)})[0]).toHaveLength(
    "n: must be a number (actual value is '".length + 99 + '…)'.length,
  );
});

test('[MD1] whatever the schema and the metadata, there is an answer', () => {
  const definition = fc.record(
    {
      type: fc.constantFrom(...metadataTypes),
      array: fc.boolean(),
      mandatory: fc.boolean(),
      objectType: fc.constantFrom('Self', 'Nothing'),
      eq: fc.array(fc.jsonValue() as fc.Arbitrary<JsonValue>, {maxLength: 3}),
      lt: fc.double({noNaN: true, noDefaultInfinity: true}),
      minLength: fc.nat(5),
      deleted: fc.boolean(),
    },
    {requiredKeys: ['type']},
  );
  const keys = fc.constantFrom('a', 'b', '__proto__', 'constructor');
  const arbitrary = fc.dictionary(keys, definition, {noNullPrototype: true});
  const metadata = fc.dictionary(keys, fc.jsonValue() as fc.Arbitrary<JsonValue>, {noNullPrototype: true});
  fc.assert(
    fc.property(arbitrary, metadata, fc.boolean(), (definitions, value, allowDefinedOnly) => {
      const self = metadataDefinitionsSchema.parse(schema(definitions, {allowDefinedOnly}));
      const problems = checkMetadata(self, value, new Map([['Self', self]]));
      for (const each of problems) expect(metadataProblemText(each)).toContain(': ');
    }),
    {seed: 3, numRuns: 400},
  );
});

test('[MD1] a definition of an unknown type is refused when it is read', () => {
  expect(definitionSchema.safeParse({type: 'text'}).success).toBe(false);
});
