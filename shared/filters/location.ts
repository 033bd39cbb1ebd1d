/**
 * Locations: named shapes on the map that geographic conditions refer to (semantics.md A.13). A place on the map is
 * a geopoint: latitude and longitude in degrees.
 */
import {z} from 'zod';
import type {Geopoint} from '../metadata/geopoint.ts';

/** `[longitude, latitude]`, in GeoJSON's order. */
const positionSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
/** The first ring is the outline, each further one a hole. */
const ringsSchema = z.array(z.array(positionSchema).min(4).max(2000)).min(1).max(50);

export const locationSchema = z.object({
  id: z.string(),
  shape: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('circle'),
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      radiusMetres: z.number().nonnegative(),
    }),
    /** Several polygons: in the location when in any of them. */
    z.object({type: z.literal('polygon'), polygons: z.array(ringsSchema).min(1).max(100)}),
  ]),
});
export type Location = z.output<typeof locationSchema>;
type Rings = z.output<typeof ringsSchema>;

const earthRadiusMetres = 6_371_008.8;

/** On the edge of a circle counts as inside. Straight lines between corners of a polygon, as drawn on the map. */
export function isInLocation(point: Geopoint, location: Location): boolean {
  const {shape} = location;
  if (shape.type === 'circle') return distanceMetres(point, shape) <= shape.radiusMetres;
  return shape.polygons.some(rings => isInPolygon(point, rings));
}

/** Great-circle distance on a sphere (haversine). */
function distanceMetres(a: Geopoint, b: Geopoint): number {
  const radians = Math.PI / 180;
  const north = Math.sin(((b.latitude - a.latitude) * radians) / 2) ** 2;
  const east = Math.sin(((b.longitude - a.longitude) * radians) / 2) ** 2;
  const h = north + Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * east;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Even-odd rule over all rings: a point inside a hole is crossed twice. */
function isInPolygon(point: Geopoint, rings: Rings): boolean {
  let inside = false;
  for (const ring of rings) {
    let from = ring[ring.length - 1];
    for (const to of ring) {
      if (from !== undefined && crosses(point, from, to)) inside = !inside;
      from = to;
    }
  }
  return inside;
}

function crosses(point: Geopoint, from: readonly [number, number], to: readonly [number, number]): boolean {
  if (from[1] > point.latitude === to[1] > point.latitude) return false;
  const share = (point.latitude - from[1]) / (to[1] - from[1]);
  return point.longitude < from[0] + share * (to[0] - from[0]);
}
