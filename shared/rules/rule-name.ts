/**
 * What a rule name means: whom it is about, what it reads, and what would mend it. Every name is one entry in the
 * table of its family; `rule-names.ts` joins the families.
 */
import type {JsonValue, Metadata} from '../kernel/metadata.ts';
import type {Remedy} from '../reasons/refusal.ts';
import type {RuleContext, RuleLine} from './rule-context.ts';

export type RuleSubject = 'customer' | 'order' | 'redemption';

/** A value to test, or null in `value` where there is none; `missingCustomer` when somebody must be attached. */
export type Reading = {readonly value: JsonValue; readonly missingCustomer?: true};

/** Compares one value of the decision, or a list of them, with the operands. */
export interface ValueName {
  readonly kind: 'value';
  readonly subject: RuleSubject;
  readonly needsProperty: boolean;
  readonly read: (context: RuleContext, property: string) => Reading;
  readonly remedy?: (missing: number) => Remedy;
}

/** Picks lines by product (`$is`) and asks its nested rules about them. */
export interface LinesName {
  readonly kind: 'lines';
  readonly quantifier: 'any' | 'every' | 'none';
}

/** Asks about one picked line, or with `all` about all picked lines together. Only nested in a `LinesName`. */
interface LineValueName {
  readonly kind: 'line-value';
  readonly needsProperty: boolean;
  readonly read: (line: RuleLine | null, picked: readonly RuleLine[], property: string) => JsonValue;
  /** More units of the picked products would help. */
  readonly mendable: boolean;
}

export type RuleName = ValueName | LinesName | LineValueName;

/** An attribute, or null; never something inherited. */
export function attribute(metadata: Metadata, property: string): JsonValue {
  return Object.hasOwn(metadata, property) ? (metadata[property] ?? null) : null;
}

/** The values an attribute has over several things: lists opened, missing ones left out. */
export function attributes(all: readonly Metadata[], property: string): JsonValue[] {
  return all.flatMap(metadata => {
    const value = attribute(metadata, property);
    if (value === null) return [];
    return Array.isArray(value) ? value : [value];
  });
}
