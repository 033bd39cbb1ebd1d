/**
 * Triggers: what makes a campaign give a customer a code by itself (Vouchery). Each occasion has a key; whoever
 * carries a trigger out keeps the keys that are done, so that an occasion never gives twice.
 */
import {z} from 'zod';
import {type CustomerId, idSchema} from '../kernel/id.ts';
import {addDays, civilOf, type LocalDate, localDate, localDateSchema} from '../loyalty/local-date.ts';

const triggerSchema = z.object({
  kind: z.literal('trigger'),
  id: idSchema('trig'),
  version: z.int().positive(),
  campaignId: idSchema('camp'),
  active: z.boolean(),
  on: z.discriminatedUnion('type', [
    /** So many days before the customer's birthday. */
    z.object({type: z.literal('BIRTHDAY'), daysBefore: z.int().nonnegative().max(60)}),
    /** Whoever names it says for whom and for what occasion. */
    z.object({type: z.literal('CUSTOM'), name: z.string().min(1).max(200)}),
  ]),
});
export type Trigger = z.output<typeof triggerSchema>;

/** A trigger that is to be carried out for a customer. */
export interface Occurrence {
  readonly triggerId: Trigger['id'];
  readonly campaignId: Trigger['campaignId'];
  readonly customerId: CustomerId;
  /** Once per trigger, customer and occasion. */
  readonly key: string;
}
interface Celebrant {
  readonly id: CustomerId;
  readonly birthdate?: string | undefined;
}

/**
 * The birthday triggers due on `today`, the project's local day. A birthday on 29 February is celebrated on the 28th
 * in other years. `done` are the keys of occurrences carried out before; a date that is none has no birthday.
 */
export function birthdaysDue(
  triggers: readonly Trigger[],
  customers: readonly Celebrant[],
  today: LocalDate,
  done: ReadonlySet<string>,
): readonly Occurrence[] {
  return triggers.flatMap(trigger => {
    if (!trigger.active || trigger.on.type !== 'BIRTHDAY') return [];
    const birthday = addDays(today, trigger.on.daysBefore);
    return customers
      .filter(({birthdate}) => isBirthday(birthdate, birthday))
      .map(({id}) => occurrence(trigger, id, `birthday-${civilOf(birthday).year}`))
      .filter(({key}) => !done.has(key));
  });
}

/** The custom triggers of that name, for one customer and one occasion of the caller's choosing. */
export function triggersInvoked(
  triggers: readonly Trigger[],
  name: string,
  customerId: CustomerId,
  occasion: string,
  done: ReadonlySet<string>,
): readonly Occurrence[] {
  return triggers
    .filter(({active, on}) => active && on.type === 'CUSTOM' && on.name === name)
    .map(trigger => occurrence(trigger, customerId, `custom-${occasion}`))
    .filter(({key}) => !done.has(key));
}

function isBirthday(birthdate: string | undefined, day: LocalDate): boolean {
  const born = localDateSchema.safeParse(birthdate);
  if (!born.success || born.data >= day) return false;
  const {month, day: dayOfMonth} = civilOf(born.data);
  return localDate(civilOf(day).year, month, dayOfMonth) === day;
}

function occurrence(trigger: Trigger, customerId: CustomerId, occasion: string): Occurrence {
  const {id, campaignId} = trigger;
  return {triggerId: id, campaignId, customerId, key: `${id}:${customerId}:${occasion}`};
}
