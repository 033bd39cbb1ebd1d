/**
 * Takes a person out of JSON that was kept: the customer's document wherever it stands, attributes given for them, and
 * their name, address and numbers wherever else they were written. Ids, amounts and the words of our own formats stay, so
 * that the books add up and can still be read.
 */

export const erasedText = '[erased]';

export interface Person {
  readonly id: string;
  /** What identifies them in free text, longest first. */
  readonly words: readonly string[];
}

/** Shorter words stand in too many others. */
const shortestWord = 3;

/** A customer as kept or as a document has them. */
export interface Identified {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly sourceId: string | null;
  readonly description?: string | null | undefined;
  readonly birthdate?: string | null | undefined;
  readonly address?: Readonly<Record<string, unknown>> | null | undefined;
}

export function personOf(customer: Identified): Person {
  const {id, name, email, phone, sourceId, description, birthdate, address} = customer;
  // Of the address the street alone: a town is nobody's own.
  const lines = Object.entries(address ?? {}).flatMap(([part, line]) =>
    part.startsWith('line') ? [line] : [],
  );
  const written = [name, email, phone, sourceId, description, birthdate, ...lines];
  return {id, words: inOrder(written.filter(word => typeof word === 'string'))};
}

/**
 * What of it says who they are by itself: numbers, addresses, first and last name together. A single word (“Grace”, “Art”)
 * is theirs only where they are meant.
 */
export function alone(person: Person): Person {
  return {id: person.id, words: person.words.filter(word => /\P{L}/u.test(word))};
}

/** One person under all the names they had. */
export function knownAs(id: string, people: readonly Person[]): Person {
  return {id, words: inOrder(people.flatMap(person => person.words))};
}

function inOrder(words: readonly string[]): readonly string[] {
  const long = words.map(word => word.trim()).filter(word => word.length >= shortestWord);
  return [...new Set(long)].sort((a, b) => b.length - a.length);
}

const patterns = new WeakMap<Person, RegExp | null>();

/** Their words as words of their own, in any case: “Art” is nobody in “Article”. */
function patternOf(person: Person): RegExp | null {
  const known = patterns.get(person);
  if (known !== undefined) return known;
  const any = person.words.map(word => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  const made = any === '' ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'giu');
  patterns.set(person, made);
  return made;
}

export function scrubText(text: string, person: Person): string {
  const pattern = patternOf(person);
  return pattern === null ? text : text.replace(pattern, erasedText);
}

/** Members of our own formats, whose values are ids, hashes, times and words of a fixed set. */
const structural =
  /^(id|kind|object|type|status|currency|account|outcome|code|role|authority|hash|sequence|version|operator|conditions_operator|logic)$|(?<!source|tracking|source_|tracking_)(Ids?|Hash|Iso|_ids?)$/;
/** Members that hold whatever anybody likes, by any name. */
const free: ReadonlySet<string> = new Set(['metadata', 'customerMetadata']);
/** `voucher`, `PARTIAL`: one of a fixed set, whoever is called like it. Names have a capital and are longer. */
const setWord = /^([a-z]+|[A-Z]+)$/;
const plainName = /^[A-Za-z][A-Za-z0-9_]*$/;

interface Where {
  /** Within a sale to them. */
  readonly isTheirSale: boolean;
  /** Within metadata, where no member is ours. */
  readonly isFree: boolean;
}

/**
 * A copy without the person. Of a sale to them, what rules looked at goes too: it may be theirs in any word. `isFree`: it is
 * metadata.
 */
export function scrub(value: unknown, person: Person, isFree = false): unknown {
  return scrubIn(value, person, {isTheirSale: false, isFree});
}

function scrubIn(value: unknown, person: Person, where: Where): unknown {
  if (typeof value === 'string')
    return !where.isFree && setWord.test(value) ? value : scrubText(value, person);
  if (Array.isArray(value)) return value.map(each => scrubIn(each, person, where));
  if (typeof value !== 'object' || value === null) return value;
  const members = new Map<string, unknown>(Object.entries(value));
  if (members.get('kind') === 'customer' && members.get('id') === person.id)
    return {kind: 'customer', id: person.id, erased: true};
  const isAbout = members.get('customerId') === person.id;
  const isTheirSale = where.isTheirSale || isRequestOf(members.get('request'), person);
  return Object.fromEntries(
    [...members].map(([key, member]) => [
      where.isFree || !plainName.test(key) ? scrubText(key, person) : key,
      scrubMember(key, member),
    ]),
  );

  function scrubMember(key: string, member: unknown): unknown {
    if (isAbout && key === 'customerMetadata') return {};
    if (isTheirSale && Array.isArray(member) && (key === 'checks' || key === 'failed')) return [];
    if (!where.isFree && structural.test(key) && isPlain(member)) return member;
    return scrubIn(member, person, {isTheirSale, isFree: where.isFree || free.has(key)});
  }
}

function isPlain(member: unknown): boolean {
  return (
    typeof member === 'string' || (Array.isArray(member) && member.every(each => typeof each === 'string'))
  );
}

function isRequestOf(request: unknown, {id}: Person): boolean {
  return (
    typeof request === 'object' && request !== null && 'customerId' in request && request.customerId === id
  );
}

/** The same for JSON as text; text that is none is scrubbed as it is. */
export function scrubJsonText(text: string, person: Person, isFree = false): string {
  try {
    return JSON.stringify(scrub(JSON.parse(text), person, isFree));
  } catch {
    return scrubText(text, person);
  }
}
