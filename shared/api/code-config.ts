/**
 * How codes of a campaign look: a pattern in which every `#` becomes a random character, or a length; a prefix and
 * postfix around it. The characters come from the charset (semantics.md A.2).
 */
import {z} from 'zod';
import {assert} from '../kernel/assert.ts';

const alphanumeric = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const codeConfigBody = z.looseObject({
  length: z.int().min(1).max(64).nullish(),
  charset: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[\x21-\x7e]+$/, {error: 'should hold visible ASCII characters'})
    .nullish(),
  prefix: z.string().max(64).nullish(),
  postfix: z.string().max(64).nullish(),
  pattern: z.string().min(1).max(100).nullish(),
});
export type CodeConfigBody = z.output<typeof codeConfigBody>;

export const codeConfigWire = z.object({
  length: z.int(),
  charset: z.string(),
  prefix: z.string().optional(),
  postfix: z.string().optional(),
  pattern: z.string(),
});
export type CodeConfigWire = z.output<typeof codeConfigWire>;

/** What is stored and answered: always with the pattern, which fixes the length. */
export function toCodeConfigWire(body: CodeConfigBody | null | undefined): CodeConfigWire {
  const pattern = body?.pattern ?? '#'.repeat(body?.length ?? 8);
  return {
    length: randomPlaces(pattern),
    charset: body?.charset ?? alphanumeric,
    ...(body?.prefix ? {prefix: body.prefix} : {}),
    ...(body?.postfix ? {postfix: body.postfix} : {}),
    pattern,
  };
}

/** How many random characters a code of this shape has; 0 means that there is only one such code. */
export function randomLength(config: CodeConfigWire): number {
  return randomPlaces(config.pattern);
}

/** A code from random character positions, each below the charset's length. */
export function writeCode(config: CodeConfigWire, picks: readonly number[]): string {
  let used = 0;
  const body = config.pattern.replace(/#/g, () => {
    const character = config.charset[picks[used] ?? -1];
    assert(character !== undefined, 'writeCode: a pick outside the charset');
    used += 1;
    return character;
  });
  return `${config.prefix ?? ''}${body}${config.postfix ?? ''}`;
}

function randomPlaces(pattern: string): number {
  return pattern.split('#').length - 1;
}
