/**
 * How codes of a campaign look: a pattern in which every `#` becomes a character of the charset, or a length; a
 * prefix and a postfix around it (semantics.md A.2).
 */
import {z} from 'zod';

export const codeConfigSchema = z.object({
  length: z.int().min(1).max(64).optional(),
  charset: z.string().min(1).max(128).optional(),
  prefix: z.string().max(64).optional(),
  postfix: z.string().max(64).optional(),
  /** Overrides `length`. */
  pattern: z.string().min(1).max(100).optional(),
  /** The last `#` tells a mistyped code from a real one. */
  hasCheckCharacter: z.boolean().optional(),
});
export type CodeConfig = z.output<typeof codeConfigSchema>;

export const defaultCharset = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const defaultLength = 8;
