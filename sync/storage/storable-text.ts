/** Text as PostgreSQL can hold it: no NUL, and U+FFFD for half of a surrogate pair. */
export function storableText(text: string, maxLength = 2000): string {
  return Buffer.from(text.slice(0, maxLength).replaceAll('\0', ''), 'utf8').toString('utf8');
}
