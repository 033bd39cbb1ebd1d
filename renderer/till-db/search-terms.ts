/**
 * Words to find things by, and the words of what somebody typed: lower case, without accents, split at everything
 * that is neither letter nor digit. Both sides go through here, so they meet.
 */
export function searchTerms(text: string): string[] {
  return [
    ...new Set(
      fold(text)
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean),
    ),
  ];
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Shop numbers and codes as they are, whatever signs they hold: `TEA-04/B` is found by `tea-04/`. */
export function exactTerm(text: string): string {
  return fold(text).trim();
}

/**
 * A phone number's digits from the start, without the country's prefix of one to three digits, and the last four,
 * which is what people say.
 */
export function phoneTerms(phone: string): string[] {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 4) return digits === '' ? [] : [digits];
  const starts = [0, 1, 2, 3].map(from => digits.slice(from)).filter(rest => rest.length >= 6);
  return [...new Set([...starts, digits.slice(-4)])];
}

/** A typed phone number as the terms begin: no plus, no national or international zeros. Null if it is none. */
export function phoneQuery(text: string): string | null {
  if (!/^[+\d][\d\s()./-]*$/.test(text.trim())) return null;
  const digits = text.replace(/\D/g, '').replace(/^0+/, '');
  return digits === '' ? null : digits;
}
