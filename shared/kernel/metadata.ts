import {z} from 'zod';
import {jsonFlaw} from './json-flaw.ts';

/**
 * Custom attributes a project hangs on its objects: text, numbers, flags, dates as text, lists and nested objects.
 * What cannot be kept or hashed (json-flaw.ts) is refused here, whoever sends it.
 */
export const metadataSchema = z
  .unknown()
  .check(({value, issues}) => {
    const flaw = jsonFlaw(value);
    if (flaw === null) return;
    issues.push({code: 'custom', input: value, path: [...flaw.path], message: flaw.message});
  })
  .pipe(z.record(z.string().max(200), z.json()));
export type Metadata = z.output<typeof metadataSchema>;

/** Any value JSON can hold, as parsed. */
export type JsonValue = z.output<ReturnType<typeof z.json>>;
