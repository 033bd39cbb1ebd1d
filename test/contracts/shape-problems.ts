/**
 * Where an answer leaves Voucherify's published shape (voucherify-shapes.json, drawn from its OpenAPI description):
 * a property it does not know, a required one that is missing, a value of another type. Null is allowed everywhere,
 * as in Voucherify's own examples.
 */
export type Shape = string | readonly [Shape] | {readonly [property: string]: Shape};

export function shapeProblems(value: unknown, shape: Shape, place = ''): string[] {
  if (value === null || shape === '*') return [];
  if (typeof shape === 'string')
    return isOneOf(typeNameOf(value), shape) ? [] : [`${place}: ${typeNameOf(value)}, not ${shape}`];
  if (isList(shape)) {
    if (!Array.isArray(value)) return [`${place}: ${typeNameOf(value)}, not array`];
    return value.flatMap((item, index) => shapeProblems(item, shape[0], `${place}[${index}]`));
  }
  if (typeof value !== 'object') return [`${place}: ${typeNameOf(value)}, not object`];
  return [...missing(value, shape, place), ...members(value, shape, place)];
}

function missing(value: object, shape: {readonly [property: string]: Shape}, place: string): string[] {
  const required = Object.keys(shape).filter(name => name.endsWith('!'));
  return required
    .map(name => name.slice(0, -1))
    .filter(name => !(name in value))
    .map(name => `${place}.${name}: missing`);
}

function members(value: object, shape: {readonly [property: string]: Shape}, place: string): string[] {
  // A map such as order.redemptions has properties of its own.
  const open = shape['{*}'];
  return Object.entries(value).flatMap(([name, member]) => {
    const known = shape[name] ?? shape[`${name}!`] ?? open;
    return known === undefined
      ? [`${place}.${name}: unknown`]
      : shapeProblems(member, known, `${place}.${name}`);
  });
}

function isOneOf(typeName: string, types: string): boolean {
  const named = types.split('|');
  return named.includes(typeName) || (typeName === 'integer' && named.includes('number'));
}

function isList(shape: Exclude<Shape, string>): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function typeNameOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'number') return typeof value;
  return Number.isInteger(value) ? 'integer' : 'number';
}
