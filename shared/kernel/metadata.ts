import {z} from 'zod';

/** Custom attributes a project hangs on its objects: text, numbers, flags, dates as text, lists and nested objects. */
export const metadataSchema = z.record(z.string().max(200), z.json());
export type Metadata = z.output<typeof metadataSchema>;

/** Any value JSON can hold, as parsed. */
export type JsonValue = z.output<ReturnType<typeof z.json>>;
