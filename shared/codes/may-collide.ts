import type {CodeShape} from './code-shape.ts';

/**
 * Whether a code of one shape can also be a code of the other. False means never, whatever their keys; true means
 * that some text has both shapes.
 */
export function mayCollide(a: CodeShape, b: CodeShape): boolean {
  const [left, right] = [positionsOf(a), positionsOf(b)];
  if (left.length !== right.length) return false;
  return left.every((characters, at) => overlap(characters, right[at] ?? ''));
}

/** For each character of a code, those it may be. */
function positionsOf({literals, charset}: CodeShape): string[] {
  return literals.flatMap((literal, at) => (at === 0 ? [...literal] : [charset, ...literal]));
}

function overlap(a: string, b: string): boolean {
  for (const character of a) if (b.includes(character)) return true;
  return false;
}
