import type {JsonValue, Metadata} from '../kernel/metadata.ts';
import {checkMetadataKeys, type NestedSchemas} from './check-metadata.ts';
import type {MetadataDefinitions} from './metadata-definitions.ts';
import type {MetadataProblem} from './metadata-problem.ts';

export interface MetadataChange {
  readonly set: Metadata;
  /** Keys to remove (`unset_metadata_fields`). */
  readonly unset?: readonly string[];
  /** Bulk updates remove a key by setting it to null; elsewhere the key stays, with null. */
  readonly nullRemoves?: boolean;
}

/** Keys that are not mentioned stay as they are; a nested object is replaced as a whole. */
export function mergeMetadata(before: Metadata, change: MetadataChange): Metadata {
  const members = new Map<string, JsonValue>(Object.entries(before));
  for (const [key, value] of Object.entries(change.set))
    if (value === null && change.nullRemoves === true) members.delete(key);
    else members.set(key, value);
  for (const key of change.unset ?? []) members.delete(key);
  return Object.fromEntries(members);
}

export type UpdatedMetadata =
  | {readonly ok: true; readonly metadata: Metadata}
  | {readonly ok: false; readonly problems: readonly MetadataProblem[]};

/**
 * The metadata after the change. Only what the change mentions is checked, and that no mandatory key is missing: a
 * schema that became stricter does not stand in the way of mending something else.
 */
export function updateMetadata(
  schema: MetadataDefinitions | null,
  before: Metadata,
  change: MetadataChange,
  nested: NestedSchemas = new Map(),
): UpdatedMetadata {
  const metadata = mergeMetadata(before, change);
  if (schema === null) return {ok: true, metadata};
  const keys = new Set([...Object.keys(change.set), ...(change.unset ?? [])]);
  const problems = checkMetadataKeys(schema, metadata, keys, nested);
  return problems.length === 0 ? {ok: true, metadata} : {ok: false, problems};
}
