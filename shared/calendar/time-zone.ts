import {z} from 'zod';
import {isKnownZone} from './zone-offset.ts';

/** The name of a zone that this machine knows: `Europe/Vienna`. */
export const timeZoneSchema = z
  .string()
  .refine(isKnownZone, {error: 'should be an IANA time zone like Europe/Vienna'});
