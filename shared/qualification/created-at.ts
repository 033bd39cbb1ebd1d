import {type EpochMs, epochMs} from '../kernel/epoch.ts';

/** When a thing was made, as the UUIDv7 in its id tells; 1970 where it tells nothing. */
export function createdAtMs(id: string): EpochMs {
  const body = /_([0-9a-f]{12})7[0-9a-f]{3}[89ab][0-9a-f]{15}$/.exec(id)?.[1];
  return epochMs(body === undefined ? 0 : Number.parseInt(body, 16));
}
