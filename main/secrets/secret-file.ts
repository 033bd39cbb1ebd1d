/**
 * The file of sealed secrets: key → sealed text in base64. Whole or old, never half: see `replace-file.ts`.
 */
import {readFile, rename} from 'node:fs/promises';
import * as z from 'zod';
import {replaceFile} from '../disk/replace-file.ts';

const secretFileSchema = z.record(z.string(), z.base64());
/** A map, not an object: a key such as `constructor` must be absent until it is set. */
export type SealedSecrets = ReadonlyMap<string, string>;

export type SecretFileContent =
  | {readonly ok: true; readonly secrets: SealedSecrets}
  | {readonly ok: false; readonly code: 'damaged'};

export async function readSecretFile(file: string): Promise<SecretFileContent> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  try {
    return {ok: true, secrets: new Map(Object.entries(secretFileSchema.parse(JSON.parse(text))))};
  } catch {
    return {ok: false, code: 'damaged'};
  }
}

export function writeSecretFile(file: string, secrets: SealedSecrets): Promise<void> {
  return replaceFile(file, JSON.stringify(Object.fromEntries(secrets)));
}

/** Keeps a file that cannot be read under another name, so that a new one can be started. */
export function setAside(file: string, atMs: number): Promise<void> {
  return rename(file, `${file}.damaged-${atMs}`);
}
