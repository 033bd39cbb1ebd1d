/**
 * Whom the demo chain knows. The people are made up: phone numbers are of the ranges that regulators keep
 * for film and fiction, mail addresses of the example domains.
 */
import {z} from 'zod';
import customersFile from './customers.json';
import segmentsFile from './segments.json';

const rowSchema = z.tuple([z.string(), z.string(), z.string(), z.email(), z.iso.date()]);
const customersSchema = z.array(z.object({homeStore: z.string(), customers: z.array(rowSchema)}));
const segmentsSchema = z.array(z.object({name: z.string(), customers: z.array(z.string())}));

export interface DemoCustomer {
  /** Number of the customer card. */
  readonly sourceId: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly joined: string;
  readonly homeStore: string;
}

export const demoCustomers: readonly DemoCustomer[] = customersSchema
  .parse(customersFile)
  .flatMap(({homeStore, customers}) =>
    customers.map(([sourceId, name, phone, email, joined]) => {
      return {sourceId, name, phone, email, joined, homeStore};
    }),
  );

export interface DemoSegment {
  readonly name: string;
  /** Card numbers. */
  readonly customers: readonly string[];
}

export const demoSegments: readonly DemoSegment[] = segmentsSchema.parse(segmentsFile);
