/**
 * What a person types once to turn a browser or a shell into a till: eight characters of a set without 0, O, 1
 * and I (40 random bits), shown in two groups. It is single-use and short-lived; the server keeps its hash.
 */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const length = 8;

/** A code from eight bytes, shown as `ABCD-2345`. The set has 32 characters, so no byte is favoured. */
export function enrolmentCode(bytes: Uint8Array): string {
  const text = Array.from(bytes.subarray(0, length), byte => alphabet.charAt(byte % alphabet.length)).join(
    '',
  );
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** The form in which codes are compared: dashes, spaces and case do not matter. */
export function normaliseEnrolmentCode(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
}
