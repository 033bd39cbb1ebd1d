/**
 * What is wrong with a request, and where, in Voucherify's words: `Property .redemption.quantity should be
 * number,null`, `Property .redeemables[1] should have required property 'id'`. Only the first problem is named.
 */
import {z} from 'zod';
import {type ApiProblem, apiError} from './error.ts';

type Issue = z.core.$ZodIssue;

/** The 400 for a body that does not fit `schema`. */
export function payloadProblem(issues: readonly Issue[], schema: z.ZodType, input: unknown): ApiProblem {
  return apiError('invalid_payload', {details: describeIssue(firstOf(issues), schema, input)});
}

/** The same for a query string. */
export function queryProblem(issues: readonly Issue[], schema: z.ZodType, input: unknown): ApiProblem {
  return apiError('invalid_query_params', {details: describeIssue(firstOf(issues), schema, input)});
}

/** One issue as a sentence. `schema` tells which types the place accepts, `input` whether anything was there. */
export function describeIssue(issue: Issue, schema: z.ZodType, input: unknown): string {
  const place = `Property ${propertyPath(issue.path)}`;
  if (isMissing(issue, input)) return missing(issue.path);
  const subject = issue.path.length === 0 ? 'Payload' : place;
  if (issue.code === 'invalid_type') return `${subject} should be ${acceptedTypes(schema, issue)}`;
  if (issue.code === 'invalid_value') return `${subject} should be one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_union' && 'options' in issue && issue.options !== undefined)
    return `${subject} should be one of ${issue.options.join(', ')}`;
  if (issue.code === 'too_big') return `${subject} ${limit('most', issue.origin, issue.maximum)}`;
  if (issue.code === 'too_small') return `${subject} ${limit('least', issue.origin, issue.minimum)}`;
  return `${subject} ${issue.message}`;
}

/** `.redeemables[1].id` */
export function propertyPath(path: readonly PropertyKey[]): string {
  return path.map(step => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
}

function firstOf(issues: readonly Issue[]): Issue {
  return issues[0] ?? {code: 'custom', path: [], message: 'is not valid', input: undefined};
}

function isMissing(issue: Issue, input: unknown): boolean {
  const reads =
    issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union';
  return reads && issue.path.length > 0 && valueAt(input, issue.path) === undefined;
}

function missing(path: readonly PropertyKey[]): string {
  const owner = path.slice(0, -1);
  const subject = owner.length === 0 ? 'Payload' : `Property ${propertyPath(owner)}`;
  return `${subject} should have required property '${String(path.at(-1))}'`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

function limit(side: 'most' | 'least', origin: string, bound: number | bigint): string {
  if (origin === 'string') return `should have at ${side} ${bound} characters`;
  if (origin === 'array') return `should have at ${side} ${bound} items`;
  return side === 'most' ? `should be <= ${bound}` : `should be >= ${bound}`;
}

function acceptedTypes(schema: z.ZodType, issue: Extract<Issue, {code: 'invalid_type'}>): string {
  const expected = jsonTypeNames[issue.expected] ?? issue.expected;
  return isNullableAt(schema, issue.path) ? `${expected},null` : expected;
}

const jsonTypeNames: Readonly<Record<string, string>> = {int: 'integer', record: 'object'};

function isNullableAt(schema: z.ZodType, path: readonly PropertyKey[]): boolean {
  let node: z.core.$ZodType | undefined = schema;
  for (const step of path) node = node && childOf(unwrapped(node), step);
  return node !== undefined && hasNull(node);
}

function hasNull(node: z.core.$ZodType): boolean {
  if (node instanceof z.ZodNullable) return true;
  const inner = innerOf(node);
  return inner !== null && hasNull(inner);
}

function unwrapped(node: z.core.$ZodType): z.core.$ZodType {
  const inner = innerOf(node);
  return inner === null ? node : unwrapped(inner);
}

function innerOf(node: z.core.$ZodType): z.core.$ZodType | null {
  if (node instanceof z.ZodNullable || node instanceof z.ZodOptional) return node.def.innerType;
  if (node instanceof z.ZodDefault || node instanceof z.ZodPrefault) return node.def.innerType;
  if (node instanceof z.ZodPipe) return node.def.in;
  return null;
}

function childOf(node: z.core.$ZodType, step: PropertyKey): z.core.$ZodType | undefined {
  if (node instanceof z.ZodObject) return membersOf(node)[String(step)];
  if (node instanceof z.ZodArray) return node.element;
  if (node instanceof z.ZodRecord) return node.def.valueType;
  return undefined;
}

function membersOf(node: z.ZodObject): Readonly<Record<string, z.core.$ZodType | undefined>> {
  return node.shape;
}
