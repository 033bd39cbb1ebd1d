/** What the processes of the fan-out benchmark tell each other. Times are milliseconds since 1970, with fractions. */
import {z} from 'zod';

/** To a process of tills: where to listen, and with what. */
export const listenOrderSchema = z.object({port: z.int(), tokens: z.array(z.string())});
export type ListenOrder = z.output<typeof listenOrderSchema>;

/** From it: all of its tills were told where things stand, or that the feed has reached `feedHead`. */
export const toldSchema = z.object({feedHead: z.int(), atMs: z.array(z.number())});
export type Told = z.output<typeof toldSchema>;

/** From the server's process. */
export const serverWordSchema = z.discriminatedUnion('kind', [
  z.object({kind: z.literal('ready'), port: z.int(), feedHead: z.int(), tokens: z.array(z.string())}),
  z.object({kind: z.literal('published'), feedHead: z.int(), atMs: z.number()}),
  z.object({kind: z.literal('memory'), rssBytes: z.number(), heapBytes: z.number(), lines: z.int()}),
]);
export type ServerWord = z.output<typeof serverWordSchema>;

export const serverOrderSchema = z.enum(['publish', 'memory', 'stop']);
export type ServerOrder = z.output<typeof serverOrderSchema>;

export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
