/** Walking a parsed file. The parser's own node types are a union of hundreds; the rules need names and children. */
export type Node = {readonly type: string; readonly [key: string]: unknown};

export type Visitor = (node: Node, parent: Node | undefined, key: string) => void;

/** Calls the visitor for the node and everything below it, with the parent and the property it hangs from. */
export function visit(node: Node, visitor: Visitor, parent?: Node, key = ''): void {
  visitor(node, parent, key);
  for (const [childKey, child] of Object.entries(node))
    for (const item of Array.isArray(child) ? (child as unknown[]) : [child])
      if (isNode(item)) visit(item, visitor, node, childKey);
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The text of a string literal, or undefined for anything else. */
export function literal(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  return typeof node['value'] === 'string' ? node['value'] : undefined;
}
