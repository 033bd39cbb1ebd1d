/**
 * Documents are read again and again, as they were written: each text of one is parsed and checked once and remembered.
 * The text itself is the key, so what is answered is always what is stored, whoever changed it and whatever version it
 * says it has; and two that read one text get one object, by which compiled rules and the like are known again.
 */
/** Of one generation of texts; the one before it is kept as well. */
const mostCharacters = 8_000_000;

/** A `parse` that remembers. What it answers is shared: nobody changes it. */
export function parseOnce<T>(parse: (value: unknown) => T): (text: string) => T {
  let lately = new Map<string, T>();
  let before = new Map<string, T>();
  let characters = 0;
  return text => {
    const known = lately.get(text);
    if (known !== undefined) return known;
    const parsed = before.get(text) ?? parse(JSON.parse(text));
    lately.set(text, parsed);
    characters += text.length;
    if (characters > mostCharacters) {
      before = lately;
      lately = new Map();
      characters = 0;
    }
    return parsed;
  };
}
