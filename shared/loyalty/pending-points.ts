import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {expirationRuleSchema} from './expiration-rule.ts';
import {localDateSchema} from './local-date.ts';

const pendingStates = ['PENDING', 'ACTIVATED', 'CANCELED'] as const;
export type PendingState = (typeof pendingStates)[number];

/**
 * Points earned by a paid order that wait, so that a return can still take them away. They are no part of the
 * balance; activated at the midnight that begins `activatesOn`, and their expiration counts from the activation.
 */
export const pendingPointsSchema = z.object({
  id: idSchema('lopp'),
  points: z.int().positive(),
  state: z.enum(pendingStates),
  activatesOn: localDateSchema,
  /** The earning rule's own expiration; absent: the program's. */
  expiration: expirationRuleSchema.optional(),
  earningRuleId: idSchema('ern'),
  orderId: idSchema('ord').optional(),
});
export type PendingPoints = z.output<typeof pendingPointsSchema>;
