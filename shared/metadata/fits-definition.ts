import {isoCivilDate, isoInstantMs} from '../calendar/iso-instant.ts';
import {canonicalJson} from '../kernel/canonical-json.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {readGeopoint} from './geopoint.ts';
import type {MetadataDefinition, MetadataType} from './metadata-definitions.ts';

const imageUrl = /^https?:\/\/[^\s/?#]+\/[^\s?#]*\.(?:jpe?g|png)(?:[?#]\S*)?$/i;
const longestUrl = 2048;

/** Whether a single value (an element, where the definition is of a list) is of the type and within the limits. */
export function fitsDefinition(value: JsonValue, definition: MetadataDefinition): boolean {
  return (
    isOfType(value, definition.type) &&
    isAmong(value, definition) &&
    (typeof value !== 'number' || isInBounds(value, definition)) &&
    (typeof value !== 'string' || hasLength(value, definition))
  );
}

function isOfType(value: JsonValue, type: MetadataType): boolean {
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type;
    case 'date':
      return typeof value === 'string' && isoCivilDate(value) !== null && isoInstantMs(value) !== null;
    case 'datetime':
      return typeof value === 'string' && value.length > 10 && isoInstantMs(value) !== null;
    case 'geopoint':
      return readGeopoint(value) !== null;
    case 'image_url':
      return typeof value === 'string' && value.length <= longestUrl && imageUrl.test(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}

function isAmong(value: JsonValue, {eq, ne}: MetadataDefinition): boolean {
  return (
    (eq === undefined || eq.some(wanted => isEqual(value, wanted))) &&
    (ne === undefined || !ne.some(unwanted => isEqual(value, unwanted)))
  );
}

function isEqual(a: JsonValue, b: JsonValue): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

function isInBounds(value: number, {lt, lte, gt, gte}: MetadataDefinition): boolean {
  return (
    (lt === undefined || value < lt) &&
    (lte === undefined || value <= lte) &&
    (gt === undefined || value > gt) &&
    (gte === undefined || value >= gte)
  );
}

/** Characters as people count them, so that one letter beyond the basic plane is one. */
function hasLength(text: string, {minLength, maxLength, exactLength}: MetadataDefinition): boolean {
  if (minLength === undefined && maxLength === undefined && exactLength === undefined) return true;
  const length = [...text].length;
  return (
    (minLength === undefined || length >= minLength) &&
    (maxLength === undefined || length <= maxLength) &&
    (exactLength === undefined || length === exactLength)
  );
}
