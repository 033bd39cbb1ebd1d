import {z} from 'zod';

/**
 * A filter as sent for segments, dynamic collections and lists (semantics.md H, J):
 * `{junction: 'and', 'metadata.color': {conditions: {$is: ['red']}}}`. Kept in the wire's own shape; `compileFilter`
 * makes a predicate of it.
 */
export const filterSchema = z.record(z.string(), z.json());
export type Filter = z.output<typeof filterSchema>;
