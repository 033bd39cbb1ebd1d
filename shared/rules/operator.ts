import type {JsonValue} from '../kernel/metadata.ts';
import type {Facet} from './facet.ts';
import type {Moment} from './moment.ts';

/** One operator of conditions (semantics.md D.3). */
export interface Operator {
  /** What is wrong with the operands as text for the rule's author, or null. */
  readonly problem: (operands: readonly JsonValue[]) => string | null;
  /** Reads the operands once. Only for operands without a problem. */
  readonly prepare: (operands: readonly JsonValue[]) => Test;
}

/** A condition ready to be asked. */
export interface Test {
  /** Of a value that is one number whoever asks: an amount, a count. */
  readonly ofNumber: (value: number) => boolean;
  readonly ofFacet: (facet: Facet, moment: Moment) => boolean;
  /** Where `ofFacet` only asks for one key: `hasKey` with it is the same and saves a call. */
  readonly wantedKey?: string | undefined;
}

/** A test that only knows facets. */
export function facetTest(ofFacet: Test['ofFacet']): Test {
  return {ofNumber: () => false, ofFacet};
}

export function atLeastOne(operands: readonly JsonValue[]): string | null {
  return operands.length > 0 ? null : 'should name at least one value';
}
