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
import {type Refused, type Report, readWith} from './problem.ts';
import {isAboutLine, needsProperty, picksLines, type RuleName} from './rule-name.ts';
import {currentRuleName, findRuleName} from './rule-names.ts';
import type {RuleNode, RuleSet} from './validation-rule.ts';

export type ParsedRules = {readonly ok: true; readonly rules: RuleSet} | Refused;

/** Rules within rules within rules, rules of one set, and characters: more is a mistake or an attack. */
const deepestNesting = 5;
const mostRules = 1000;
const longestLogic = 20_000;
const longestProperty = 500;

/** `input` is the value of a validation rule's `rules`; none at all is the empty set, which always passes. */
export function parseRules(input: unknown): ParsedRules {
  return readWith(report => ({
    rules: readSet(input, {where: 'rules', depth: 0, isAmongLines: false}, report),
  }));
}

interface Place {
  readonly where: string;
  readonly depth: number;
  /** Nested in a rule that picks lines. */
  readonly isAmongLines: boolean;
}

const emptySet: RuleSet = {logic: '', byKey: {}};
const membersSchema = z.record(z.string(), z.unknown());
const errorSchema = z.object({message: z.string().max(2000)}).nullish();

function readSet(input: unknown, place: Place, report: Report): RuleSet {
  if (input === undefined || input === null) return emptySet;
  const members = membersSchema.safeParse(input);
  if (!members.success || place.depth > deepestNesting) {
    report(place.where, members.success ? `has more than ${deepestNesting} levels` : 'should be object');
    return emptySet;
  }
  const {logic, ...nodes} = members.data;
  const entries = Object.entries(nodes);
  if (entries.length > mostRules) {
    report(place.where, `has more than ${mostRules} rules`);
    return emptySet;
  }
  const byKey = Object.fromEntries(
    entries.map(([key, node]) => [key, readRule(node, {...place, where: `${place.where}.${key}`}, report)]),
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
  const error = errorSchema.safeParse(wire['error']);
  if (!error.success) report(`${where}.error`, 'should be {message: string}');
  const inner = {
    where: `${where}.rules`,
    depth: place.depth + 1,
    isAmongLines: place.isAmongLines || (name.known !== undefined && picksLines(name.known)),
  };
  return {
    name: name.text,
    property: readProperty(wire['property'], name, where, report),
    conditions: name.known
      ? parseConditions(name.known, wire['conditions'], `${where}.conditions`, report)
      : {},
    rules: readSet(wire['rules'], inner, report),
    error: error.data ?? null,
  };
}

interface ReadName {
  readonly text: string;
  readonly known: RuleName | undefined;
}

function readProperty(input: unknown, {text, known}: ReadName, where: string, report: Report): string | null {
  const property = typeof input === 'string' && input !== '' ? input : null;
  if (known !== undefined && needsProperty(known) && property === null)
    report(where, `Rule '${text}' must have a 'property'`);
  if (property !== null && property.length > longestProperty)
    report(`${where}.property`, `has more than ${longestProperty} characters`);
  return property;
}

function readName(input: unknown, place: Place, report: Report): ReadName {
  const text = typeof input === 'string' ? currentRuleName(input) : '';
  const known = findRuleName(text);
  const where = `${place.where}.name`;
  if (typeof input !== 'string') report(where, 'should be string');
  else if (known === undefined) report(where, `'${input.slice(0, 100)}' is not a known rule`);
  else if (!place.isAmongLines && isAboutLine(known) && !mayStandAlone(known))
    report(where, `'${input}' only stands inside order.items rules`);
  else if (place.isAmongLines && !isAboutLine(known) && known.kind !== 'statement')
    report(where, `'${input}' cannot stand inside order.items rules`);
  return {text, known};
}

function mayStandAlone(name: RuleName): boolean {
  return name.kind === 'line-number' && name.standsAlone === true;
}

function readLogic(input: unknown, keys: readonly string[], where: string, report: Report): string {
  const text = input ?? [...keys].sort(compareKeys).join(' and ');
  if (typeof text !== 'string' || text.length > longestLogic) {
    const problem =
      typeof text === 'string' ? `has more than ${longestLogic} characters` : 'should be string';
    report(`${where}.logic`, problem);
    return '';
  }
  const parsed = parseLogic(text);
  if (!parsed.ok) report(`${where}.logic`, parsed.message);
  const there = new Set(keys);
  const missing = parsed.ok ? logicKeys(parsed.logic).filter(key => !there.has(key)) : [];
  for (const key of missing) report(`${where}.logic`, `names rule '${key}', which is not there`);
  return text;
}
