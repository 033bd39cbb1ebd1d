/**
 * What of a sale is about a person, and goes up and into the journal only sealed with that customer's key: the customer
 * as the decision saw them, attributes given with the request, and the values that rules looked at. Everything that the
 * books need (amounts, draws, ids) stays readable, so that they still add up when the key is gone.
 *
 * The seal is AES-256-GCM with the customer's id as additional data; the box is base64url of 12 bytes nonce, ciphertext
 * and 16 bytes tag. The operation's hash covers the sealed form; the decision's hash is that of the whole decision.
 */
import {z} from 'zod';
import {customerSchema} from '../customer/customer.ts';
import type {Verdict} from '../decision/decision.ts';
import type {CustomerId} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';
import {checkSchema, type Refusal} from '../reasons/refusal.ts';
import type {Sale} from './sale.ts';

const checksSchema = z.array(checkSchema);

export const personalPartSchema = z.object({
  customer: customerSchema.nullable(),
  customerMetadata: metadataSchema,
  /** By verdict: its checks, and the failed ones of its refusal. */
  verdicts: z.array(z.object({checks: checksSchema, failed: checksSchema.optional()})),
});
export type PersonalPart = z.output<typeof personalPartSchema>;

/** null where a sale is about nobody. */
export function personalPart({facts, request, decision}: Sale): PersonalPart | null {
  if (facts.customer === null && request.customerId === null) return null;
  return {
    customer: facts.customer,
    customerMetadata: request.customerMetadata,
    verdicts: decision.verdicts.map(({checks, ...verdict}) => {
      const failed = 'refusal' in verdict ? failedOf(verdict.refusal) : undefined;
      return failed === undefined ? {checks} : {checks, failed};
    }),
  };
}

/** The sale as it is kept and sent. */
export function sealedSale(sale: Sale, customerId: CustomerId, box: string): Sale {
  const nothing: PersonalPart = {
    customer: null,
    customerMetadata: {},
    verdicts: sale.decision.verdicts.map(() => ({checks: [], failed: []})),
  };
  return {...withPart(sale, nothing), sealed: {customerId, box}};
}

/** The sale as the till decided it; `part` is what was in its box. null where the two do not belong together. */
export function openedSale(sale: Sale, part: PersonalPart): Sale | null {
  if (part.verdicts.length !== sale.decision.verdicts.length) return null;
  const {sealed: _box, ...rest} = withPart(sale, part);
  return rest;
}

function withPart(sale: Sale, {customer, customerMetadata, verdicts}: PersonalPart): Sale {
  return {
    ...sale,
    facts: {...sale.facts, customer},
    request: {...sale.request, customerMetadata},
    decision: {
      ...sale.decision,
      verdicts: sale.decision.verdicts.map((verdict, place) => withChecks(verdict, verdicts[place])),
    },
  };
}

function withChecks(verdict: Verdict, part: PersonalPart['verdicts'][number] | undefined): Verdict {
  if (part === undefined) return verdict;
  const {checks, failed = []} = part;
  if (verdict.status === 'applied') return {...verdict, checks};
  const {refusal} = verdict;
  return {
    ...verdict,
    checks,
    refusal: refusal.code === 'rules_not_met' ? {...refusal, failed} : refusal,
  };
}

function failedOf(refusal: Refusal) {
  return refusal.code === 'rules_not_met' ? refusal.failed : undefined;
}
