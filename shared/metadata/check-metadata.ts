/**
 * Metadata schemas: what a project's own attributes may hold. A key with a definition must fit it; a key without one
 * is stored as it is, unless only defined keys are allowed. Rules in SPEC.md (MD…).
 */
import type {JsonValue, Metadata} from '../kernel/metadata.ts';
import {describeDefinition} from './describe-definition.ts';
import {fitsDefinition} from './fits-definition.ts';
import type {MetadataDefinition, MetadataDefinitions} from './metadata-definitions.ts';
import type {MetadataProblem} from './metadata-problem.ts';

/** The nested schemas of the project, by the name that `objectType` gives. */
export type NestedSchemas = ReadonlyMap<string, MetadataDefinitions>;

/** A nested schema may contain itself; a value deeper than so many keys and indices is refused. */
const deepest = 20;
/** Enough to mend them, few enough to read. */
const mostProblems = 100;

/** Where a value stands: its path, and the key of the object's own metadata that it is under. */
interface Place {
  readonly path: string;
  readonly topKey: string;
  readonly depth: number;
}
interface PlacedProblem {
  readonly topKey: string;
  readonly problem: MetadataProblem;
}

/** What is wrong with a new object's metadata; empty when nothing is. At most 100. */
export function checkMetadata(
  schema: MetadataDefinitions,
  metadata: Metadata,
  nested: NestedSchemas = new Map(),
): MetadataProblem[] {
  return firstOf(checkMembers(schema, metadata, nested, null), () => true);
}

/** What is wrong with the values of some keys, and which mandatory keys are missing. At most 100. */
export function checkMetadataKeys(
  schema: MetadataDefinitions,
  metadata: Metadata,
  keys: ReadonlySet<string>,
  nested: NestedSchemas = new Map(),
): MetadataProblem[] {
  return firstOf(
    checkMembers(schema, metadata, nested, null),
    ({topKey}) => keys.has(topKey) || isMissing(metadata, topKey),
  );
}

function firstOf(
  problems: Iterable<PlacedProblem>,
  isWanted: (problem: PlacedProblem) => boolean,
): MetadataProblem[] {
  const found: MetadataProblem[] = [];
  for (const placed of problems) {
    if (isWanted(placed)) found.push(placed.problem);
    if (found.length === mostProblems) break;
  }
  return found;
}

function* checkMembers(
  schema: MetadataDefinitions,
  members: Readonly<Record<string, JsonValue>>,
  nested: NestedSchemas,
  within: Place | null,
): Iterable<PlacedProblem> {
  for (const [key, definition] of Object.entries(schema.definitions))
    if (definition.deleted !== true && definition.mandatory === true && isMissing(members, key))
      yield problem(placeOf(key, within), `is mandatory, ${describeDefinition(definition)}`);
  for (const [key, value] of Object.entries(members)) {
    const definition = definitionOf(schema, key);
    const place = placeOf(key, within);
    if (definition !== undefined) yield* checkValue(definition, value, nested, place);
    else if (schema.allowDefinedOnly === true) yield problem(place, 'is not defined in the metadata schema');
  }
}

function* checkValue(
  definition: MetadataDefinition,
  value: JsonValue,
  nested: NestedSchemas,
  place: Place,
): Iterable<PlacedProblem> {
  // A key may be there without a value; whether it must have one is the mandatory check's business.
  if (value === null) return;
  const isList = definition.array === true;
  const elements = isList && Array.isArray(value) ? value : [value];
  if (isList !== Array.isArray(value) || !elements.every(element => fitsDefinition(element, definition))) {
    yield problem(place, describeDefinition(definition), value);
    return;
  }
  const schema = definition.objectType === undefined ? undefined : nested.get(definition.objectType);
  if (schema === undefined) return;
  if (place.depth >= deepest) {
    yield problem(place, `must not be nested deeper than ${deepest} levels`);
    return;
  }
  for (const [index, element] of elements.entries())
    if (typeof element === 'object' && element !== null && !Array.isArray(element))
      yield* checkMembers(schema, element, nested, isList ? placeOf(String(index), place) : place);
}

function placeOf(key: string, within: Place | null): Place {
  if (within === null) return {path: key, topKey: key, depth: 1};
  return {path: `${within.path}.${key}`, topKey: within.topKey, depth: within.depth + 1};
}

function problem({path, topKey}: Place, needed: string, actual?: JsonValue): PlacedProblem {
  return {topKey, problem: {key: path, needed, ...(actual === undefined ? {} : {actual})}};
}

/** A removed definition no longer defines anything. */
function definitionOf(schema: MetadataDefinitions, key: string): MetadataDefinition | undefined {
  if (!Object.hasOwn(schema.definitions, key)) return undefined;
  const definition = schema.definitions[key];
  return definition?.deleted === true ? undefined : definition;
}

function isMissing(members: Readonly<Record<string, JsonValue>>, key: string): boolean {
  return !Object.hasOwn(members, key) || members[key] === null;
}
