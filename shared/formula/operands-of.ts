import type {Formula, FormulaNode} from './formula-node.ts';
import type {OperandSource} from './operand.ts';

export interface OperandUse {
  readonly name: string;
  readonly source: OperandSource;
  /** The attribute, where the operand has one. */
  readonly key: string | null;
}

/** What a formula may read, each once, in the order of the text. */
export function operandsOf({root}: Formula): readonly OperandUse[] {
  const found = new Map<string, OperandUse>();
  const left: FormulaNode[] = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.kind === 'operand') {
      const {name, source, key} = node;
      found.set(`${name} ${key ?? ''}`, found.get(`${name} ${key ?? ''}`) ?? {name, source, key});
    }
    left.push(...[...childrenOf(node)].reverse());
  }
  return [...found.values()];
}

function childrenOf(node: FormulaNode): readonly FormulaNode[] {
  switch (node.kind) {
    case 'minus':
    case 'not':
      return [node.of];
    case 'and':
    case 'or':
    case 'arithmetic':
    case 'comparison':
      return [node.left, node.right];
    case 'call':
      return node.args;
    case 'if':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'switch':
      return [
        node.subject,
        ...node.cases.flatMap(({when, gives}) => [when, gives]),
        ...(node.otherwise === null ? [] : [node.otherwise]),
      ];
    case 'number':
    case 'text':
    case 'flag':
    case 'today':
    case 'now':
    case 'operand':
      return [];
  }
}
