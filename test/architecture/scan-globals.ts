/**
 * Which globals a file uses: every name that it does not declare, and `Math.random` as one name.
 * Scopes are not told apart: a name that the file declares anywhere is its own.
 */
import {isNode, literal, type Node, visit} from './syntax-tree.ts';

export function scanGlobals(program: Node): ReadonlySet<string> {
  const used = new Set<string>();
  const declared = new Set<string>();
  visit(program, (node, parent, key) => {
    const member = memberName(node);
    if (member !== undefined) used.add(member);
    if (node.type === 'ObjectPattern') for (const name of boundNames(node)) declared.add(name);
    if (node.type !== 'Identifier') return;
    if (isDeclaration(parent, key)) declared.add(String(node['name']));
    else if (!isPropertyName(parent, key)) used.add(String(node['name']));
  });
  return new Set([...used].filter(name => !declared.has(name.split('.')[0] ?? name)));
}

/** `Math.random` for `Math.random`, `Math['random']`; nothing for members of other expressions. */
function memberName(node: Node): string | undefined {
  const {object, property} = node;
  if (node.type !== 'MemberExpression' || !isNode(object) || object.type !== 'Identifier') return undefined;
  const name =
    node['computed'] === true ? literal(property) : isNode(property) ? property['name'] : undefined;
  return typeof name === 'string' ? `${String(object['name'])}.${name}` : undefined;
}

/** `{fetch, at: now}` binds fetch and now. */
function boundNames(pattern: Node): readonly string[] {
  return (pattern['properties'] as readonly Node[])
    .map(property => property['value'])
    .filter(value => isNode(value) && value.type === 'Identifier')
    .map(value => String((value as Node)['name']));
}

const declarations = new Map([
  ['VariableDeclarator', ['id']],
  ['FunctionDeclaration', ['id', 'params']],
  ['FunctionExpression', ['id', 'params']],
  ['ArrowFunctionExpression', ['params']],
  ['TSFunctionType', ['params']],
  ['TSMethodSignature', ['params']],
  ['TSParameterProperty', ['parameter']],
  ['ClassDeclaration', ['id']],
  ['ClassExpression', ['id']],
  ['CatchClause', ['param']],
  ['ImportSpecifier', ['local']],
  ['ImportDefaultSpecifier', ['local']],
  ['ImportNamespaceSpecifier', ['local']],
  ['TSTypeAliasDeclaration', ['id']],
  ['TSInterfaceDeclaration', ['id']],
  ['TSTypeParameter', ['name']],
  ['TSModuleDeclaration', ['id']],
  ['RestElement', ['argument']],
  ['AssignmentPattern', ['left']],
  ['ArrayPattern', ['elements']],
]);

function isDeclaration(parent: Node | undefined, key: string): boolean {
  return parent !== undefined && (declarations.get(parent.type)?.includes(key) ?? false);
}

const propertyNames = new Map([
  ['MemberExpression', 'property'],
  ['Property', 'key'],
  ['PropertyDefinition', 'key'],
  ['MethodDefinition', 'key'],
  ['AccessorProperty', 'key'],
  ['TSPropertySignature', 'key'],
  ['TSMethodSignature', 'key'],
  ['TSQualifiedName', 'right'],
  ['TSNamedTupleMember', 'label'],
  ['LabeledStatement', 'label'],
  ['ExportSpecifier', 'exported'],
  ['ImportSpecifier', 'imported'],
  ['MetaProperty', 'meta'],
]);

function isPropertyName(parent: Node | undefined, key: string): boolean {
  if (parent === undefined || parent['computed'] === true) return false;
  return propertyNames.get(parent.type) === key && parent['shorthand'] !== true;
}
