/** A parsed formula. Every node knows where it stands in the text, so that a failure can name it. */
import type {OperandSource} from './operand.ts';
import type {Rational} from './rational.ts';

interface Place {
  /** First character, and the one after the last. */
  readonly at: number;
  readonly end: number;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';
export type ComparisonOperator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'contains'
  | 'starts_with'
  | 'ends_with'
  | 'in_array'
  | 'not_in_array'
  | 'date_is'
  | 'date_is_not'
  | 'is_after'
  | 'is_before';

export type FunctionName =
  | 'MIN'
  | 'MAX'
  | 'POW'
  | 'ROUND'
  | 'FLOOR'
  | 'CEIL'
  | 'DEFAULT_TO'
  | 'DAYS_SINCE'
  | 'MONTHS_SINCE'
  | 'YEARS_SINCE'
  | 'DAYS_UNTIL'
  | 'MONTHS_UNTIL'
  | 'DAY_OF_MONTH'
  | 'MONTH'
  | 'YEAR'
  | 'DATE'
  | 'DATE_TIME';

export interface SwitchCase {
  readonly when: FormulaNode;
  readonly gives: FormulaNode;
}

export type FormulaNode = Place &
  (
    | {readonly kind: 'number'; readonly value: Rational}
    | {readonly kind: 'text'; readonly value: string}
    | {readonly kind: 'flag'; readonly value: boolean}
    | {readonly kind: 'today'}
    | {readonly kind: 'now'}
    | {
        readonly kind: 'operand';
        readonly name: string;
        readonly source: OperandSource;
        readonly key: string | null;
      }
    | {readonly kind: 'minus'; readonly of: FormulaNode}
    | {readonly kind: 'not'; readonly of: FormulaNode}
    | {readonly kind: 'and' | 'or'; readonly left: FormulaNode; readonly right: FormulaNode}
    | {
        readonly kind: 'arithmetic';
        readonly operator: ArithmeticOperator;
        readonly left: FormulaNode;
        readonly right: FormulaNode;
      }
    | {
        readonly kind: 'comparison';
        readonly operator: ComparisonOperator;
        readonly left: FormulaNode;
        readonly right: FormulaNode;
      }
    | {readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly FormulaNode[]}
    | {
        readonly kind: 'if';
        readonly condition: FormulaNode;
        readonly whenTrue: FormulaNode;
        readonly whenFalse: FormulaNode;
      }
    | {
        readonly kind: 'switch';
        readonly subject: FormulaNode;
        readonly cases: readonly SwitchCase[];
        readonly otherwise: FormulaNode | null;
      }
  );

/** A formula that can be evaluated. */
export interface Formula {
  readonly text: string;
  readonly root: FormulaNode;
}
