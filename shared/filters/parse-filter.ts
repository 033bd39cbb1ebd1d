import type {JsonValue} from '../kernel/metadata.ts';
import type {Filter} from './filter.ts';
import type {FieldTest, Operand} from './look.ts';
import {findOperator, takesNoOperand} from './operators.ts';

export interface FieldCondition {
  readonly field: string;
  readonly tests: readonly FieldTest[];
}

export type ParsedFilter =
  | {readonly ok: true; readonly junction: 'and' | 'or'; readonly conditions: readonly FieldCondition[]}
  | {readonly ok: false; readonly where: string; readonly message: string};

/** More than a person writes, less than would slow down a scan. */
const mostFields = 100;
const mostOperators = 20;
const mostOperands = 1000;
const longestText = 1000;

type Refused = Extract<ParsedFilter, {ok: false}>;

export function parseFilter(filter: Filter): ParsedFilter {
  const junction = readJunction(filter);
  if (junction === null) return refused('junction', 'should be and or or');
  const entries = Object.entries(filter).filter(([field]) => field !== 'junction');
  if (entries.length > mostFields) return refused('', `has more than ${mostFields} fields`);
  const conditions: FieldCondition[] = [];
  for (const [field, body] of entries) {
    const tests = parseField(field, body);
    if (!Array.isArray(tests)) return tests;
    conditions.push({field, tests});
  }
  return {ok: true, junction, conditions};
}

function readJunction(filter: Filter): 'and' | 'or' | null {
  const junction = Object.hasOwn(filter, 'junction') ? filter['junction'] : undefined;
  if (junction === undefined || junction === null) return 'and';
  const word = typeof junction === 'string' ? junction.toLowerCase() : '';
  return word === 'and' || word === 'or' ? word : null;
}

function parseField(field: string, body: JsonValue | undefined): FieldTest[] | Refused {
  if (field === '' || field.length > 300) return refused(field.slice(0, 300), 'is not a field');
  const conditions = isObject(body) && Object.hasOwn(body, 'conditions') ? body['conditions'] : undefined;
  if (!isObject(conditions)) return refused(field, 'should have an object conditions');
  const entries = Object.entries(conditions);
  if (entries.length === 0) return refused(`${field}.conditions`, 'should have an operator');
  if (entries.length > mostOperators)
    return refused(`${field}.conditions`, `has more than ${mostOperators} operators`);
  const tests: FieldTest[] = [];
  for (const [operator, value] of entries) {
    const test = parseCondition(field, operator, value);
    if ('ok' in test) return test;
    tests.push(test);
  }
  return tests;
}

function parseCondition(field: string, operator: string, value: JsonValue): FieldTest | Refused {
  const where = `${field}.conditions.${operator.slice(0, 100)}`;
  const build = findOperator(birthdayOperator(field, operator));
  if (build === null) return refused(where, 'is not an operator');
  const operands = takesNoOperand(operator) ? [] : readOperands(value);
  if (operands === null)
    return refused(where, `should be a value or a list of at most ${mostOperands} values`);
  const built = build(operands);
  return 'problem' in built ? refused(where, built.problem) : built;
}

/** A date of birth has its month and day every year: "next month" means the birthday, not the birth. */
function birthdayOperator(field: string, operator: string): string {
  if (field !== 'birthdate' && field !== 'birthday') return operator;
  return findOperator(`${operator}_md`) === null ? operator : `${operator}_md`;
}

/** A single value is a list of one. Words such as `$today` are sent with `true`, `""`, `[]` or `{}`. */
function readOperands(value: JsonValue): Operand[] | null {
  if (Array.isArray(value)) {
    const scalars = value.filter(isOperand);
    return scalars.length === value.length && value.length <= mostOperands ? scalars : null;
  }
  if (isObject(value)) return Object.keys(value).length === 0 ? [] : null;
  return isOperand(value) ? [value] : null;
}

function isOperand(value: JsonValue): value is Operand {
  return (
    value === null ||
    typeof value === 'boolean' ||
    typeof value === 'number' ||
    (typeof value === 'string' && value.length <= longestText)
  );
}

function isObject(value: JsonValue | undefined): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(where: string, message: string): Refused {
  return {ok: false, where, message};
}
