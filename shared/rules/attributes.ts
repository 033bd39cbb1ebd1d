import type {CategoryTag} from '../catalog/product.ts';
import type {JsonValue, Metadata} from '../kernel/metadata.ts';
import {type Facet, facetOf, missing} from './facet.ts';
import {type Property, readProperty} from './property.ts';

/** The attributes of one thing, or of several together, each made ready on first use. */
export interface Attributes {
  readonly things: readonly Metadata[];
  readonly areSeveral: boolean;
  /** The first few asked for, with their names in the same places: comparing takes less than looking up. */
  readonly names: string[];
  readonly facets: Facet[];
  /** The others. */
  more: Map<string, Facet> | null;
}

const few = 8;

export function attributesOf(thing: Metadata): Attributes {
  return {things: [thing], areSeveral: false, names: [], facets: [], more: null};
}

export function attributesOfAll(each: readonly Attributes[]): Attributes {
  return {things: each.flatMap(({things}) => things), areSeveral: true, names: [], facets: [], more: null};
}

/** Of one thing its attribute; of several the values of all: lists opened, missing ones left out. */
export function facetAt(attributes: Attributes, property: Property): Facet {
  const {names, facets} = attributes;
  const {name} = property;
  for (let at = 0; at < names.length; at += 1) {
    const ready = facets[at];
    if (names[at] === name && ready !== undefined) return ready;
  }
  return attributes.more?.get(name) ?? addFacet(attributes, property);
}

function addFacet(attributes: Attributes, property: Property): Facet {
  const facet = makeFacet(attributes, property);
  const {names, facets} = attributes;
  if (names.length < few) {
    names.push(property.name);
    facets.push(facet);
  } else {
    attributes.more ??= new Map();
    attributes.more.set(property.name, facet);
  }
  return facet;
}

/** Whether there is no attribute at all. */
export function isBare({things}: Attributes): boolean {
  for (const thing of things) for (const _ in thing) return false;
  return true;
}

/** Categories as attributes: `{Brand: ['Quill', 'Nib']}`. */
export function categoryAttributes(tags: readonly CategoryTag[]): Metadata {
  if (tags.length === 0) return {};
  const byKey = new Map<string, string[]>();
  for (const {key, value} of tags) {
    const values = byKey.get(key);
    if (values === undefined) byKey.set(key, [value]);
    else values.push(value);
  }
  return Object.fromEntries(byKey);
}

function makeFacet({things, areSeveral}: Attributes, property: Property): Facet {
  if (areSeveral) return facetOf(valuesOf(things, property));
  const [thing] = things;
  const value = thing === undefined ? null : readProperty(thing, property);
  return value === null ? missing : facetOf(value);
}

function valuesOf(things: readonly Metadata[], property: Property): JsonValue[] {
  const values: JsonValue[] = [];
  for (const metadata of things) {
    const value = readProperty(metadata, property);
    if (Array.isArray(value)) values.push(...value);
    else if (value !== null) values.push(value);
  }
  return values;
}
