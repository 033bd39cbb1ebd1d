import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {acknowledgementSchema} from './exchange.ts';

/**
 * `POST /sync/v1/admin/till-queues`: what a till still had to send, brought by hand because the till cannot: revoked, or
 * its machine is broken and its journal was rescued. Taken like an upload of that till, in any standing.
 */
export const tillQueueSchema = z.object({
  deviceId: idSchema('till'),
  /** In which they were made. */
  epoch: z.int().positive(),
  /** As the till wrote them; read one by one, so that one that cannot be read never blocks the others. */
  operations: z.array(z.unknown()).min(1).max(5000),
});
export type TillQueue = z.output<typeof tillQueueSchema>;

export const takenQueueSchema = z.object({
  acknowledgements: z.array(acknowledgementSchema),
  appliedSequence: z.int().nonnegative(),
});
export type TakenQueue = z.output<typeof takenQueueSchema>;
