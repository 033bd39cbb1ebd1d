import type {FirstDayOfWeek} from '../calendar/period.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import type {Location} from './location.ts';

/** Where a filter's dates are meant, and the locations that its geographic conditions name. */
export interface FilterPlace {
  /** IANA zone of the project; absent: UTC. */
  readonly zone?: string;
  /** 0 Sunday, 1 Monday (default), 6 Saturday. */
  readonly firstDayOfWeek?: FirstDayOfWeek;
  /** Absent, or no such location: nothing lies in it. */
  readonly locations?: ReadonlyMap<string, Location>;
}

/** What a condition may look at beside the value itself. */
export interface Look {
  readonly nowMs: EpochMs;
  readonly zone: string;
  readonly firstDayOfWeek: FirstDayOfWeek;
  readonly locations: ReadonlyMap<string, Location> | undefined;
}

/** One operator with its operands, ready to be asked. A value that is absent or null is unknown. */
export interface FieldTest {
  readonly matches: (value: JsonValue | undefined, look: Look) => boolean;
  /**
   * Only where the answer may change although the value stays: the next instant at which to ask again, null where
   * time changes nothing more.
   */
  readonly nextChangeMs?: (value: JsonValue | undefined, look: Look) => EpochMs | null;
}

/** What an operator's builder answers: a test, or what is wrong with its operands. */
export type BuiltTest = FieldTest | {readonly problem: string};

export type Operand = string | number | boolean | null;
export type TestBuilder = (operands: readonly Operand[]) => BuiltTest;
