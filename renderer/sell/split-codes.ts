/** Codes in a pasted text: separated by white space, commas or semicolons; each once, in order. */
export function splitCodes(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(code => code !== ''))];
}
