/**
 * The form in which codes are compared and are unique: trimmed, NFC, and upper case unless the
 * project's codes are case-sensitive (a setting fixed when the project is made, semantics.md A.3).
 */
export function normaliseCode(typed: string, caseSensitive: boolean): string {
  const text = typed.trim().normalize('NFC');
  // Upper case may take composed letters apart again: ΐ has no single capital.
  return caseSensitive ? text : text.toUpperCase().normalize('NFC');
}
