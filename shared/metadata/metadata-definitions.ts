import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';

export const metadataTypes = [
  'string',
  'number',
  'boolean',
  'date',
  'datetime',
  'geopoint',
  'image_url',
  'object',
] as const;
export type MetadataType = (typeof metadataTypes)[number];

/** What one key of an object's metadata may hold (semantics.md A.13). What is absent does not restrict. */
export const definitionSchema = z.object({
  type: z.enum(metadataTypes),
  /** A list of such values instead of one. */
  array: z.boolean().optional(),
  /** Absent means optional. */
  mandatory: z.boolean().optional(),
  /** For `object`: the name of the schema its members follow; absent: any members. */
  objectType: z.string().max(200).optional(),
  eq: z.array(z.json()).max(1000).optional(),
  ne: z.array(z.json()).max(1000).optional(),
  lt: z.number().optional(),
  lte: z.number().optional(),
  gt: z.number().optional(),
  gte: z.number().optional(),
  minLength: z.int().nonnegative().optional(),
  maxLength: z.int().nonnegative().optional(),
  exactLength: z.int().nonnegative().optional(),
  /** Removed from use; counts towards the limit until it is purged. */
  deleted: z.boolean().optional(),
});
export type MetadataDefinition = z.output<typeof definitionSchema>;

/**
 * The schema of one kind of object's metadata (`customer`, `order`, `product`, …), of a custom event's, or a nested
 * one that definitions of type `object` refer to by name.
 */
export const metadataDefinitionsSchema = z.object({
  kind: z.literal('metadata_schema'),
  id: idSchema('ms'),
  version: z.int().positive(),
  relatedObject: z.string().min(1).max(200),
  definitions: z.record(z.string().min(1).max(200), definitionSchema),
  allowDefinedOnly: z.boolean().optional(),
});
export type MetadataDefinitions = z.output<typeof metadataDefinitionsSchema>;
