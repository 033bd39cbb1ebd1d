import {z} from 'zod';
import type {JsonValue} from '../../shared/kernel/metadata.ts';

/** A typed value as the JSON that an edit or a message carries. */
export function asJson(value: unknown): JsonValue {
  return z.json().parse(value);
}
