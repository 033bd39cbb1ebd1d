import type {JsonValue} from '../kernel/metadata.ts';
import type {MetadataDefinition, MetadataType} from './metadata-definitions.ts';

const types: Readonly<Record<MetadataType, string>> = {
  string: 'must be a string',
  number: 'must be a number',
  boolean: 'must be a boolean',
  date: 'must be a date in ISO 8601 format',
  datetime: 'must be a date and time in ISO 8601 format',
  geopoint: 'must be a geopoint of latitude and longitude',
  image_url: 'must be a URL pointing to JPG/JPEG or PNG resource',
  object: 'must be an object',
};

/** All that a definition asks for: `must be an array, and every element: must be a string, must be …`. */
export function describeDefinition(definition: MetadataDefinition): string {
  const needed = [types[definition.type], ...constraints(definition)].join(', ');
  return definition.array === true ? `must be an array, and every element: ${needed}` : needed;
}

function constraints(definition: MetadataDefinition): string[] {
  const {eq, ne} = definition;
  return [
    ...(eq === undefined ? [] : [`must be equal to one of ${listed(eq)}`]),
    ...(ne === undefined ? [] : [`must not be equal to any of ${listed(ne)}`]),
    ...bound('must be less than', definition.lt),
    ...bound('must be less than or equal to', definition.lte),
    ...bound('must be greater than', definition.gt),
    ...bound('must be greater than or equal to', definition.gte),
    ...bound('must have a minimum length of', definition.minLength),
    ...bound('must have a maximum length of', definition.maxLength),
    ...bound('must have an exact length of', definition.exactLength),
  ];
}

function bound(words: string, limit: number | undefined): string[] {
  return limit === undefined ? [] : [`${words} ${limit}`];
}

function listed(values: readonly JsonValue[]): string {
  return values.map(value => (typeof value === 'string' ? value : JSON.stringify(value))).join(',');
}
