import type {FormulaNode} from './formula-node.ts';

/** What a node gives, as far as its text tells: `any` where only the evaluation will. */
export function resultKind(node: FormulaNode): 'text' | 'a condition' | 'a date' | 'any' {
  switch (node.kind) {
    case 'text':
      return 'text';
    case 'flag':
    case 'not':
    case 'and':
    case 'or':
    case 'comparison':
      return 'a condition';
    case 'today':
    case 'now':
      return 'a date';
    case 'call':
      return node.name === 'DATE' || node.name === 'DATE_TIME' ? 'a date' : 'any';
    case 'operand':
      return node.source.of === 'birthdate' || isDate(node.source) ? 'a date' : 'any';
    case 'if':
      return sameKind(resultKind(node.whenTrue), resultKind(node.whenFalse));
    case 'number':
    case 'minus':
    case 'arithmetic':
    case 'switch':
      return 'any';
  }
}

function isDate(source: Extract<FormulaNode, {kind: 'operand'}>['source']): boolean {
  return 'what' in source && (source.what === 'startsAtMs' || source.what === 'endsAtMs');
}

function sameKind<K>(a: K, b: K): K | 'any' {
  return a === b ? a : 'any';
}
