/**
 * What a metadata schema itself may look like, and how it may change: at most 100 definitions, removed ones included;
 * limits that suit the type; a type once given stays (semantics.md A.13).
 */
import {fitsDefinition} from './fits-definition.ts';
import type {MetadataDefinition, MetadataDefinitions, MetadataType} from './metadata-definitions.ts';

const mostDefinitions = 100;

export type SchemaRefusal =
  | {readonly code: 'too_many_definitions'; readonly limit: number}
  | {readonly code: 'type_changed'; readonly key: string; readonly type: MetadataType}
  | {readonly code: 'definition_broken'; readonly key: string; readonly message: string};

/** What is wrong with a schema to be stored; `before` is the one it replaces, null for a new one. */
export function refuseSchema(
  schema: Pick<MetadataDefinitions, 'relatedObject' | 'definitions'>,
  before: Pick<MetadataDefinitions, 'definitions'> | null,
  nestedNames: ReadonlySet<string>,
): SchemaRefusal[] {
  const entries = Object.entries(schema.definitions);
  const refusals: SchemaRefusal[] = [];
  if (entries.length > mostDefinitions) refusals.push({code: 'too_many_definitions', limit: mostDefinitions});
  const twin = twinIn(entries.map(([key]) => key));
  if (twin !== null) {
    refusals.push({code: 'definition_broken', key: twin, message: 'has the same name as another in Unicode'});
  }
  for (const [key, definition] of entries) {
    const old =
      before !== null && Object.hasOwn(before.definitions, key) ? before.definitions[key] : undefined;
    if (
      old !== undefined &&
      (old.type !== definition.type || (old.array ?? false) !== (definition.array ?? false))
    )
      refusals.push({code: 'type_changed', key, type: old.type});
    const message = brokenDefinition(key, definition, schema.relatedObject, nestedNames);
    if (message !== null) refusals.push({code: 'definition_broken', key, message});
  }
  return refusals;
}

/** The first name that is another's after NFC: metadata never holds both. */
function twinIn(keys: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const key of keys) {
    const name = key.normalize('NFC');
    if (seen.has(name)) return key;
    seen.add(name);
  }
  return null;
}

function brokenDefinition(
  key: string,
  definition: MetadataDefinition,
  relatedObject: string,
  nestedNames: ReadonlySet<string>,
): string | null {
  const {type, eq, ne, objectType} = definition;
  if (key.trim() === '') return 'needs a name';
  if (objectType !== undefined && type !== 'object') return 'only an object follows another schema';
  if (objectType !== undefined && !nestedNames.has(objectType)) return `knows no schema ${objectType}`;
  if (type === 'geopoint' && relatedObject !== 'customer' && relatedObject !== 'product')
    return 'geopoints are for customers and products';
  if (type !== 'string' && hasLengths(definition)) return 'only a string has a length';
  if (type !== 'number' && hasBounds(definition)) return 'only a number has bounds';
  if ((eq ?? ne) !== undefined && type !== 'string' && type !== 'number' && type !== 'object')
    return 'only strings, numbers and objects are compared';
  if ([...(eq ?? []), ...(ne ?? [])].some(value => !fitsDefinition(value, {type})))
    return 'compares with a value of another type';
  const noneFits = eq !== undefined && !eq.some(value => fitsDefinition(value, definition));
  return noneFits || isEmptyRange(definition) ? 'allows no value at all' : null;
}

function hasLengths({minLength, maxLength, exactLength}: MetadataDefinition): boolean {
  return (minLength ?? maxLength ?? exactLength) !== undefined;
}

function hasBounds({lt, lte, gt, gte}: MetadataDefinition): boolean {
  return (lt ?? lte ?? gt ?? gte) !== undefined;
}

function isEmptyRange(definition: MetadataDefinition): boolean {
  const least = Math.max(definition.gt ?? -Infinity, definition.gte ?? -Infinity);
  const most = Math.min(definition.lt ?? Infinity, definition.lte ?? Infinity);
  const strict = definition.gt === least || definition.lt === most;
  const {minLength = 0, maxLength = Infinity, exactLength} = definition;
  const length = exactLength ?? minLength;
  return least > most || (strict && least === most) || length > maxLength || length < minLength;
}
