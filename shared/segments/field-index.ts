/**
 * Which segments mention what changed. A path stands for everything under it: a change of `address` touches who
 * reads `address.city`, and a change of `metadata.size.width` touches who reads `metadata.size`.
 */
import type {SegmentId} from '../kernel/id.ts';

export interface FieldIndex {
  readonly touched: (changedPaths: Iterable<string>) => ReadonlySet<SegmentId>;
}

export function indexFields(mentions: Iterable<readonly [SegmentId, readonly string[]]>): FieldIndex {
  const byPath = new Map<string, Set<SegmentId>>();
  const byAncestor = new Map<string, Set<SegmentId>>();
  for (const [segmentId, paths] of mentions) {
    for (const path of paths) {
      add(byPath, path, segmentId);
      for (const ancestor of ancestorsOf(path)) add(byAncestor, ancestor, segmentId);
    }
  }
  return {
    touched: changedPaths => {
      const found = new Set<SegmentId>();
      for (const path of changedPaths) {
        for (const id of byPath.get(path) ?? []) found.add(id);
        for (const id of byAncestor.get(path) ?? []) found.add(id);
        for (const ancestor of ancestorsOf(path)) for (const id of byPath.get(ancestor) ?? []) found.add(id);
      }
      return found;
    },
  };
}

/** `a.b.c` → `a.b`, `a`. */
function ancestorsOf(path: string): string[] {
  const ancestors: string[] = [];
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1))
    ancestors.push(path.slice(0, dot));
  return ancestors;
}

function add(index: Map<string, Set<SegmentId>>, path: string, segmentId: SegmentId): void {
  const ids = index.get(path);
  if (ids === undefined) index.set(path, new Set([segmentId]));
  else ids.add(segmentId);
}
