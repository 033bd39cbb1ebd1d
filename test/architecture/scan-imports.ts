/**
 * What a file depends on: import and export declarations, `import()`, `import('…')` in a type, `require('…')`,
 * and `new URL('…', import.meta.url)` for workers. Written specifiers, once each.
 */
import {isNode, literal, type Node, visit} from './syntax-tree.ts';

export function scanImports(program: Node): readonly string[] {
  const specifiers = new Set<string>();
  visit(program, node => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) specifiers.add(specifier);
  });
  return [...specifiers];
}

function specifierOf(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literal(node['source']);
    case 'TSExternalModuleReference':
      return literal(node['expression']);
    case 'CallExpression':
      return isNamed(node['callee'], 'require') ? literal(firstOf(node['arguments'])) : undefined;
    case 'NewExpression':
      return isNamed(node['callee'], 'URL') && takesImportMeta(node)
        ? literal(firstOf(node['arguments']))
        : undefined;
    default:
      return undefined;
  }
}

function takesImportMeta(node: Node): boolean {
  const base = (node['arguments'] as readonly unknown[])[1];
  return (
    isNode(base) &&
    base.type === 'MemberExpression' &&
    isNode(base['object']) &&
    base['object'].type === 'MetaProperty'
  );
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? (list as unknown[])[0] : undefined;
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node['name'] === name;
}
