/** Reading and writing one field of a document by its path; everything behind the first dot is one key. */
import type {JsonValue} from '../kernel/metadata.ts';
import type {Editable} from './editable.ts';

/** The member of the document that the path begins with. */
export function headOf(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}

/** undefined where the field is not there. */
export function readField(document: Editable, path: string): JsonValue | undefined {
  const head = headOf(path);
  const member = memberOf(document, head);
  return head === path ? member : memberOf(member, path.slice(head.length + 1));
}

/** A copy with the field set, or taken away with undefined. It may be no document any more: `readEditable` tells. */
export function writeField(document: Editable, path: string, value: JsonValue | undefined): object {
  const head = headOf(path);
  if (head === path) return withMember(document, path, value);
  const holder = memberOf(document, head);
  const inner = typeof holder === 'object' && holder !== null && !Array.isArray(holder) ? holder : {};
  return withMember(document, head, withMember(inner, path.slice(head.length + 1), value));
}

function memberOf(holder: unknown, name: string): JsonValue | undefined {
  return hasMembers(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined;
}

/** All that a document holds is JSON. */
function hasMembers(holder: unknown): holder is Readonly<Record<string, JsonValue>> {
  return typeof holder === 'object' && holder !== null;
}

function withMember(holder: object, name: string, value: JsonValue | object | undefined): object {
  const others = Object.entries(holder).filter(([key]) => key !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}
