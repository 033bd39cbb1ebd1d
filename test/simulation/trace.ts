/** What happened, in order: the last of it in words, all of it as a hash. The same seed gives the same hash. */
export interface Trace {
  note(atMs: number, what: string): void;
  readonly hash: string;
  /** The last lines, oldest first. */
  tail(): readonly string[];
}

const KEPT_LINES = 200;

/** `print` gets every line as it happens. */
export function newTrace(print: ((line: string) => void) | null = null): Trace {
  const lines: string[] = [];
  let one = 0x811c9dc5;
  let other = 0x9e3779b9;

  function mix(text: string): void {
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      one = Math.imul(one ^ code, 16_777_619);
      other = Math.imul(other ^ (code + (one >>> 13)), 16_777_619);
    }
  }

  return {
    note(atMs, what) {
      const line = `${(atMs / 1000).toFixed(3).padStart(9)} ${what}`;
      mix(line);
      lines.push(line);
      if (lines.length > 2 * KEPT_LINES) lines.splice(0, KEPT_LINES);
      print?.(line);
    },
    get hash() {
      return [one, other].map(word => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
    tail: () => lines.slice(-KEPT_LINES),
  };
}
