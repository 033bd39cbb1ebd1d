/**
 * Reads a source file with a real parser, so that comments, strings and templates never count as code.
 */
import {posix} from 'node:path';
import {parseSync} from 'vite';
import type {Import, Module} from './module.ts';
import {scanGlobals} from './scan-globals.ts';
import {scanImports} from './scan-imports.ts';
import {isNode, type Node} from './syntax-tree.ts';

/** Throws when the text is no TypeScript: a file that cannot be read must not pass in silence. */
export function scanModule(path: string, text: string): Module {
  const {program, errors} = parseSync(path, text);
  const problem = errors[0];
  if (problem !== undefined) throw new Error(`${path}: ${problem.message}`);
  const root = program as unknown as Node;
  return {
    path,
    imports: scanImports(root).map(specifier => resolveImport(path, specifier)),
    globals: scanGlobals(root),
    onlyReExports: onlyReExports(root['body'] as readonly Node[]),
  };
}

function onlyReExports(body: readonly Node[]): boolean {
  return (
    body.length > 0 &&
    body.every(
      node =>
        node.type === 'ExportAllDeclaration' ||
        (node.type === 'ExportNamedDeclaration' && isNode(node['source'])),
    )
  );
}

function resolveImport(path: string, specifier: string): Import {
  const isRelative = specifier.startsWith('.');
  const target = isRelative
    ? posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''))
    : packageOf(specifier);
  return {specifier, target, isRelative};
}

/** `@noble/hashes/sha2.js` → `@noble/hashes`; `react/jsx-runtime` → `react`; `node:fs/promises` → `node:fs`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
