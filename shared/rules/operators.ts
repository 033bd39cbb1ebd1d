/** Every operator of conditions this version knows (semantics.md D.3), by name. */
import {dayOperators} from './day-operators.ts';
import {membershipOperators} from './membership-operators.ts';
import type {Operator} from './operator.ts';
import {orderingOperators} from './ordering-operators.ts';
import {sizeOperators} from './size-operators.ts';
import {textOperators} from './text-operators.ts';
import {timeframeOperators} from './timeframe-operators.ts';

export const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    ...membershipOperators,
    ...orderingOperators,
    ...textOperators,
    ...sizeOperators,
    ...dayOperators,
    ...timeframeOperators,
  }),
);
