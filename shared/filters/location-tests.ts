import {readGeopoint} from '../metadata/geopoint.ts';
import {anyElement} from './any-element.ts';
import {isInLocation} from './location.ts';
import type {TestBuilder} from './look.ts';

/** `$in_location`: the geopoint lies in any of the named locations; one that is not known holds nothing. */
export const inLocation: TestBuilder = operands => {
  if (operands.some(operand => typeof operand !== 'string')) return {problem: 'should be ids of locations'};
  return {
    matches: (value, {locations}) =>
      locations !== undefined &&
      anyElement(value, element => {
        const point = readGeopoint(element);
        if (point === null) return false;
        return operands.some(id => {
          const location = locations.get(String(id));
          return location !== undefined && isInLocation(point, location);
        });
      }),
  };
};
