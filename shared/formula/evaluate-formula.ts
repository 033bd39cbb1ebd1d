/**
 * Works a formula out. Only what the answer needs is read: one branch of IF and SWITCH, the left of AND and OR where
 * it settles the matter. What cannot be worked out is a result too, with the reason; the caller then takes the static
 * value beside the formula. Every part is visited at most once and numbers are bounded, so the time is too.
 */
import {localTimeOf} from '../calendar/local-time.ts';
import {callFunction, notA, numberOrFailure} from './call-function.ts';
import {compareValues} from './compare-values.ts';
import type {FormulaContext} from './formula-context.ts';
import type {Formula, FormulaNode} from './formula-node.ts';
import {
  type FailureCode,
  type FormulaFailure,
  type FormulaValue,
  failure,
  flagValue,
  kindName,
  numberOf,
  numberValue,
} from './formula-value.ts';
import {add, divide, type Impossible, multiply, negate, type Rational, remainder} from './rational.ts';
import {readOperand} from './read-operand.ts';

export type FormulaResult =
  | {readonly ok: true; readonly value: Rational}
  /** Why not, for whoever wrote the formula: `ORDER_METADATA("x") is missing`. */
  | {readonly ok: false; readonly code: FailureCode; readonly message: string};

type Node<K extends FormulaNode['kind']> = Extract<FormulaNode, {kind: K}>;
type Worked = FormulaValue | FormulaFailure;

interface Evaluation {
  readonly text: string;
  readonly context: FormulaContext;
}

/** The number a formula gives, in major units where it is money (`formula-amount.ts` converts). */
export function evaluateFormula({text, root}: Formula, context: FormulaContext): FormulaResult {
  const result = evaluate(root, {text, context});
  if (result.kind === 'failure') return {ok: false, code: result.code, message: result.message};
  const value = numberOf(result);
  if (value !== null) return {ok: true, value};
  return {ok: false, code: 'wrong_kind', message: `the formula gives ${kindName(result)}, not a number`};
}

function evaluate(node: FormulaNode, evaluation: Evaluation): Worked {
  switch (node.kind) {
    case 'number':
    case 'text':
    case 'flag':
      return node;
    case 'today':
      return {kind: 'day', day: localTimeOf(evaluation.context.nowMs, evaluation.context.zone).dayNumber};
    case 'now':
      return {kind: 'instant', ms: evaluation.context.nowMs};
    case 'operand':
      return readOperand(node, evaluation.context);
    case 'minus': {
      const number = evaluateNumber(node.of, evaluation);
      return 'kind' in number ? number : numberValue(negate(number));
    }
    case 'arithmetic':
      return evaluateArithmetic(node, evaluation);
    case 'comparison':
      return evaluateComparison(node, evaluation);
    case 'call':
      return evaluateCall(node, evaluation);
    case 'if':
      return evaluateIf(node, evaluation);
    case 'switch':
      return evaluateSwitch(node, evaluation);
    case 'not': {
      const condition = evaluateCondition(node.of, evaluation);
      return typeof condition === 'boolean' ? flagValue(!condition) : condition;
    }
    case 'and':
    case 'or':
      return evaluateJoined(node, evaluation);
  }
}

function evaluateNumber(node: FormulaNode, evaluation: Evaluation): Rational | FormulaFailure {
  const value = evaluate(node, evaluation);
  if (value.kind === 'failure') return value;
  return numberOf(value) ?? notA('a number', value, written(node, evaluation));
}

function evaluateCondition(node: FormulaNode, evaluation: Evaluation): boolean | FormulaFailure {
  const value = evaluate(node, evaluation);
  if (value.kind === 'failure') return value;
  return value.kind === 'flag' ? value.value : notA('a condition', value, written(node, evaluation));
}

function evaluateArithmetic({operator, left, right}: Node<'arithmetic'>, evaluation: Evaluation): Worked {
  const a = evaluateNumber(left, evaluation);
  if ('kind' in a) return a;
  const b = evaluateNumber(right, evaluation);
  if ('kind' in b) return b;
  return numberOrFailure(arithmetic[operator](a, b));
}

const arithmetic: Record<
  Node<'arithmetic'>['operator'],
  (a: Rational, b: Rational) => Rational | Impossible
> = {
  '+': add,
  '-': (a, b) => add(a, negate(b)),
  '*': multiply,
  '/': divide,
  '%': remainder,
};

function evaluateComparison(node: Node<'comparison'>, evaluation: Evaluation): Worked {
  const left = evaluate(node.left, evaluation);
  if (left.kind === 'failure') return left;
  const right = evaluate(node.right, evaluation);
  if (right.kind === 'failure') return right;
  const holds = compareValues(node.operator, left, right, evaluation.context.zone);
  if (holds !== null) return flagValue(holds);
  const kinds = `${kindName(left)} with ${kindName(right)}`;
  return failure('wrong_kind', `${written(node, evaluation)} cannot compare ${kinds}`);
}

function evaluateJoined({kind, left, right}: Node<'and' | 'or'>, evaluation: Evaluation): Worked {
  const first = evaluateCondition(left, evaluation);
  if (typeof first !== 'boolean') return first;
  if (first === (kind === 'or')) return flagValue(first);
  const second = evaluateCondition(right, evaluation);
  return typeof second === 'boolean' ? flagValue(second) : second;
}

function evaluateIf({condition, whenTrue, whenFalse}: Node<'if'>, evaluation: Evaluation): Worked {
  const holds = evaluateCondition(condition, evaluation);
  if (typeof holds !== 'boolean') return holds;
  return evaluate(holds ? whenTrue : whenFalse, evaluation);
}

function evaluateSwitch(node: Node<'switch'>, evaluation: Evaluation): Worked {
  const subject = evaluate(node.subject, evaluation);
  if (subject.kind === 'failure') return subject;
  for (const {when, gives} of node.cases) {
    const value = evaluate(when, evaluation);
    if (value.kind === 'failure') return value;
    if (compareValues('=', subject, value, evaluation.context.zone) === true)
      return evaluate(gives, evaluation);
  }
  if (node.otherwise !== null) return evaluate(node.otherwise, evaluation);
  return failure('missing', `no SWITCH_CASE fits ${written(node.subject, evaluation)}`);
}

function evaluateCall({name, args}: Node<'call'>, evaluation: Evaluation): Worked {
  if (name === 'DEFAULT_TO') return evaluateDefault(args, evaluation);
  const values: FormulaValue[] = [];
  for (const arg of args) {
    const value = evaluate(arg, evaluation);
    if (value.kind === 'failure') return value;
    values.push(value);
  }
  return callFunction(name, values, index => writtenAt(args, index, evaluation), evaluation.context);
}

/** Only what is missing has a default; a mistake stays one. */
function evaluateDefault(args: readonly FormulaNode[], evaluation: Evaluation): Worked {
  let value: Worked = failure('missing', 'DEFAULT_TO has nothing to give');
  for (const arg of args) {
    value = evaluate(arg, evaluation);
    if (value.kind !== 'failure' || value.code !== 'missing') return value;
  }
  return value;
}

function writtenAt(args: readonly FormulaNode[], index: number, evaluation: Evaluation): string {
  const arg = args[index];
  return arg === undefined ? '' : written(arg, evaluation);
}

/** The part as it stands in the formula, for messages. */
function written({at, end}: FormulaNode, {text}: Evaluation): string {
  const part = text.slice(at, end);
  return part.length > 80 ? `${part.slice(0, 79)}…` : part;
}
