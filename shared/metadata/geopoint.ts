import type {JsonValue} from '../kernel/metadata.ts';

/** A place on the map, in degrees. */
export interface Geopoint {
  readonly latitude: number;
  readonly longitude: number;
}

const pattern = /^(?:geo:)?\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,20})?)$/;

/** `"37.786971, -122.399677"` (latitude first), or an object with both; null for anything else. */
export function readGeopoint(value: JsonValue | undefined): Geopoint | null {
  if (typeof value === 'string') {
    const match = value.length <= 100 ? pattern.exec(value) : null;
    return match === null ? null : onEarth(Number(match[1]), Number(match[2]));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const latitude = value['latitude'] ?? value['lat'];
  const longitude = value['longitude'] ?? value['lng'];
  return typeof latitude === 'number' && typeof longitude === 'number' ? onEarth(latitude, longitude) : null;
}

function onEarth(latitude: number, longitude: number): Geopoint | null {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? {latitude, longitude} : null;
}
