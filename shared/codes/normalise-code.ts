/**
 * The form in which codes are compared and are unique: trimmed, NFC, and upper case unless the
 * project's codes are case-sensitive (a setting fixed when the project is made, semantics.md A.3).
 */
export function normaliseCode(typed: string, caseSensitive: boolean): string {
  if (isNormal(typed, caseSensitive)) return typed;
  const text = typed.trim().normalize('NFC');
  // Upper case may take composed letters apart again: ΐ has no single capital.
  return caseSensitive ? text : text.toUpperCase().normalize('NFC');
}

/** As most codes are: printed ASCII without spaces, and no small letter where case does not count. */
function isNormal(typed: string, caseSensitive: boolean): boolean {
  for (let at = 0; at < typed.length; at += 1) {
    const unit = typed.charCodeAt(at);
    if (unit <= 0x20 || unit >= 0x7f) return false;
    if (!caseSensitive && unit >= 0x61 && unit <= 0x7a) return false;
  }
  return true;
}
