import type { JsonSchema } from '#messaging';

/** More values than these are not shown one by one: currencies. */
const fewValues = 6;

/**
 * The shapes a value may take under a schema, each as a line: `data.spans[].graceUntil is null`, `data.status is approved`. A
 * collection of samples that has them all leaves no part of the schema unproven.
 */
export const shapesOf = (schema: JsonSchema, path = 'data'): string[] => {
  if (schema.anyOf) return schema.anyOf.flatMap(one => shapesOf(one, path));
  if (schema.enum && schema.enum.length <= fewValues) return schema.enum.map(value => `${path} is ${value}`);
  if (schema.items) return shapesOf(schema.items, `${path}[]`);
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([name, of]) => shapesOf(of, `${path}.${name}`));
  return [`${path} is ${schema.type}`];
};

/** The shapes a value has. */
export const shapesIn = (value: unknown, path = 'data'): string[] => {
  if (Array.isArray(value)) return value.flatMap(one => shapesIn(one, `${path}[]`));
  if (value === null) return [`${path} is null`];
  if (typeof value === 'object') return Object.entries(value).flatMap(([name, of]) => shapesIn(of, `${path}.${name}`));
  if (typeof value === 'number') return [`${path} is integer`];
  return typeof value === 'string' ? [`${path} is string`, `${path} is ${value}`] : [`${path} is boolean`];
};
