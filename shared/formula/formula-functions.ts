import type {ComparisonOperator, FunctionName} from './formula-node.ts';

/** How many arguments a function takes, at least and at most. */
export const formulaFunctions: ReadonlyMap<
  string,
  {readonly name: FunctionName; readonly least: number; readonly most: number}
> = new Map(
  (
    [
      ['MIN', 1, 100],
      ['MAX', 1, 100],
      ['POW', 2, 2],
      ['ROUND', 1, 2],
      ['FLOOR', 1, 2],
      ['CEIL', 1, 2],
      ['DEFAULT_TO', 2, 2],
      ['DAYS_SINCE', 1, 1],
      ['MONTHS_SINCE', 1, 1],
      ['YEARS_SINCE', 1, 1],
      ['DAYS_UNTIL', 1, 1],
      ['MONTHS_UNTIL', 1, 1],
      ['DAY_OF_MONTH', 0, 1],
      ['MONTH', 0, 1],
      ['YEAR', 0, 1],
      ['DATE', 1, 1],
      ['DATE_TIME', 1, 1],
    ] as const
  ).map(([name, least, most]) => [name, {name, least, most}]),
);

/** Comparisons, as signs and as words; the words in capitals may also be written as functions of two arguments. */
export const comparisons: ReadonlyMap<string, ComparisonOperator> = new Map([
  ['=', '='],
  ['!=', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['IS', '='],
  ['ISNOT', '!='],
  ['IS_NOT', '!='],
  ['CONTAINS', 'contains'],
  ['STARTSWITH', 'starts_with'],
  ['STARTS_WITH', 'starts_with'],
  ['ENDSWITH', 'ends_with'],
  ['ENDS_WITH', 'ends_with'],
  ['IN_ARRAY', 'in_array'],
  ['NOT_IN_ARRAY', 'not_in_array'],
  ['DATE_IS', 'date_is'],
  ['DATE_IS_NOT', 'date_is_not'],
  ['IS_AFTER', 'is_after'],
  ['IS_BEFORE', 'is_before'],
]);
