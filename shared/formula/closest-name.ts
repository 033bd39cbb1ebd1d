/** The known name that differs least from the one written, if it differs by two letters at most. */
export function closestName(written: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let least = 3;
  for (const name of known) {
    if (Math.abs(name.length - written.length) >= least) continue;
    const distance = lettersApart(written, name);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** Letters to add, drop or change (Levenshtein's distance). */
function lettersApart(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
