/**
 * Voucherify's wire shape `{"1": {name, property, conditions, rules, error}, "logic": "1"}` → RuleSet, or every
 * problem with its place. Former names become today's; what this version does not know is refused here, when the
 * rule is made, and not when somebody stands at the till.
 *
 * A set that says no `logic` means all its rules (semantics.md D.1 shows such ones nested); `''` means none.
 */
import {z} from 'zod';
import {compareKeys, isLogicKey, logicKeys, parseLogic} from './logic.ts';
import {parseConditions} from './parse-conditions.ts';
import type {RuleName} from './rule-name.ts';
import {currentRuleName, findRuleName} from './rule-names.ts';
import type {RuleNode, RuleSet} from './validation-rule.ts';

/** `where` is the path in what was given: `rules.1.conditions.$is`. */
interface RuleProblem {
  readonly where: string;
  readonly message: string;
}

/** `where` and `message` are the first problem's; `problems` has all. */
export type ParsedRules =
  | {readonly ok: true; readonly rules: RuleSet}
  | (RuleProblem & {readonly ok: false; readonly problems: readonly RuleProblem[]});

/** Rules within rules within rules: more is a mistake or an attack. */
const deepestNesting = 5;

/** `input` is the value of a validation rule's `rules`; none at all is the empty set, which always passes. */
export function parseRules(input: unknown): ParsedRules {
  const problems: RuleProblem[] = [];
  const rules = readSet(input, {where: 'rules', depth: 0, outer: null}, (where, message) => {
    problems.push({where, message});
  });
  const [first] = problems;
  return first === undefined ? {ok: true, rules} : {ok: false, ...first, problems};
}

type Report = (where: string, message: string) => void;
interface Place {
  readonly where: string;
  readonly depth: number;
  /** The rule these rules are nested in. */
  readonly outer: RuleName | null;
}

const emptySet: RuleSet = {logic: '', byKey: {}};
const membersSchema = z.record(z.string(), z.unknown());
const errorSchema = z.object({message: z.string()}).nullish();

function readSet(input: unknown, place: Place, report: Report): RuleSet {
  if (input === undefined || input === null) return emptySet;
  const members = membersSchema.safeParse(input);
  if (!members.success || place.depth > deepestNesting) {
    report(place.where, members.success ? `has more than ${deepestNesting} levels` : 'should be object');
    return emptySet;
  }
  const {logic, ...nodes} = members.data;
  const byKey = Object.fromEntries(
    Object.entries(nodes).map(([key, node]) => [
      key,
      readRule(node, {...place, where: `${place.where}.${key}`}, report),
    ]),
  );
  for (const key of Object.keys(byKey)) {
    if (!isLogicKey(key)) report(`${place.where}.${key}`, 'is a key that no logic can name');
  }
  return {logic: readLogic(logic, Object.keys(byKey), place.where, report), byKey};
}

function readRule(input: unknown, place: Place, report: Report): RuleNode {
  const {where} = place;
  const members = membersSchema.safeParse(input);
  if (!members.success) report(where, 'should be object');
  const wire = members.data ?? {};
  const name = readName(wire['name'], place, report);
  const property = typeof wire['property'] === 'string' && wire['property'] !== '' ? wire['property'] : null;
  if (name.known && name.known.kind !== 'lines' && name.known.needsProperty && property === null) {
    report(where, `Rule '${name.text}' must have a 'property'`);
  }
  const error = errorSchema.safeParse(wire['error']);
  if (!error.success) report(`${where}.error`, 'should be {message: string}');
  const inner = {where: `${where}.rules`, depth: place.depth + 1, outer: name.known ?? null};
  return {
    name: name.text,
    property,
    conditions: name.known
      ? parseConditions(name.known, wire['conditions'], `${where}.conditions`, report)
      : {},
    rules: readSet(wire['rules'], inner, report),
    error: error.data ?? null,
  };
}

function readName(
  input: unknown,
  place: Place,
  report: Report,
): {readonly text: string; readonly known: RuleName | undefined} {
  const text = typeof input === 'string' ? currentRuleName(input) : '';
  const known = findRuleName(text);
  const where = `${place.where}.name`;
  const amongLines = place.outer !== null && place.outer.kind !== 'value';
  if (typeof input !== 'string') report(where, 'should be string');
  else if (known === undefined) report(where, `'${input}' is not a known rule`);
  else if (known.kind === 'line-value' && !amongLines)
    report(where, `'${input}' only stands inside order.items rules`);
  else if (known.kind !== 'line-value' && amongLines)
    report(where, `'${input}' cannot stand inside order.items rules`);
  return {text, known};
}

function readLogic(input: unknown, keys: readonly string[], where: string, report: Report): string {
  const text = input ?? [...keys].sort(compareKeys).join(' and ');
  if (typeof text !== 'string') {
    report(`${where}.logic`, 'should be string');
    return '';
  }
  const parsed = parseLogic(text);
  if (!parsed.ok) report(`${where}.logic`, parsed.message);
  const missing = parsed.ok ? logicKeys(parsed.logic).filter(key => !keys.includes(key)) : [];
  for (const key of missing) report(`${where}.logic`, `names rule '${key}', which is not there`);
  return text;
}
