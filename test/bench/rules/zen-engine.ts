import {peerPackage} from '../peer-package.ts';
import type {Side} from '../side.ts';
import type {Condition, RuleQuestions} from './condition-sets.ts';
import {rulesSide} from './rules-side.ts';

interface Zen {
  readonly ZenEngine: new () => {
    createDecision(content: object): {
      evaluate(context: object): Promise<{readonly result: readonly {readonly at: number}[]}>;
    };
  };
}

/** As its own editor would write it: one decision table, a row per set, every row that hits is collected. */
export function zenEngine({sets, orders}: RuleQuestions): Side {
  const engine = new (peerPackage<Zen>('@gorules/zen-engine').ZenEngine)();
  const decision = engine.createDecision({
    nodes: [
      {id: 'in', name: 'in', type: 'inputNode', position: {x: 0, y: 0}},
      {
        id: 'table',
        name: 'table',
        type: 'decisionTableNode',
        position: {x: 0, y: 0},
        content: {
          hitPolicy: 'collect',
          inputs: columns.map(name => ({id: name, name, ...(isList(name) ? {} : {field: name})})),
          outputs: [{id: 'at', name: 'at', field: 'at'}],
          rules: sets.map((set, at) => ({
            _id: `row${at}`,
            ...Object.fromEntries(columns.map(name => [name, cellOf(set.find(one => one.field === name))])),
            at: String(at),
          })),
        },
      },
      {id: 'out', name: 'out', type: 'outputNode', position: {x: 0, y: 0}},
    ],
    edges: [
      {id: 'first', sourceId: 'in', targetId: 'table', type: 'edge'},
      {id: 'second', sourceId: 'table', targetId: 'out', type: 'edge'},
    ],
  });
  return rulesSide(orders, async order => {
    const {result} = await decision.evaluate(order);
    return result.map(row => row.at);
  });
}

const columns = ['products', 'channel', 'segments', 'amountMinor', 'country', 'level', 'units'] as const;

function isList(name: string): boolean {
  return name === 'products' || name === 'segments';
}

/** A cell under a field is a test of it; one under no field is an expression. An empty cell is always true. */
function cellOf(condition: Condition | undefined): string {
  switch (condition?.test) {
    case undefined:
      return '';
    case 'some':
      return `some(${condition.field}, # in ${JSON.stringify(condition.of)})`;
    case 'in':
      return condition.of.map(value => JSON.stringify(value)).join(', ');
    case 'atLeast':
      return `>= ${condition.limit}`;
  }
}
