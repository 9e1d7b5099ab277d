import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import { greatestAmount, idShape, schemeIdShape } from './fields.js';

/** JSON Schema, as far as DTOs need it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

type Dto = Type<object>;
type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** The DTO and those within it, by name: what the validation accepts is what the description says. */
export const schemasOf = (dto: Dto, known: Map<string, JsonSchema> = new Map()): Map<string, JsonSchema> => {
  if (known.has(dto.name)) return known;
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  known.set(dto.name, { type: 'object', additionalProperties: false, properties, required });
  for (const [name, rules] of rulesOf(dto)) {
    const within = rules.some(({ type }) => type === 'nestedValidation') ? nestedIn(dto, name) : undefined;
    if (within) schemasOf(within, known);
    properties[name] = schemaOf(rules, within);
    if (!rules.some(({ type }) => type === 'conditionalValidation')) required.push(name);
  }
  return known;
};

const rulesOf = (dto: Dto): Map<string, Rule[]> => {
  const byProperty = new Map<string, Rule[]>();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false)) {
    byProperty.set(rule.propertyName, [...(byProperty.get(rule.propertyName) ?? []), rule]);
  }
  return byProperty;
};

const schemaOf = (rules: readonly Rule[], within: Dto | undefined): JsonSchema => {
  const own = rules.filter(({ each }) => !each);
  const ofItems = rules.filter(({ each }) => each);
  const reference = within ? { $ref: `#/components/schemas/${within.name}` } : {};
  if (ofItems.length === 0) return { ...keywords(own), ...reference };
  return { type: 'array', ...keywords(own), items: { ...keywords(ofItems), ...reference } };
};

const keywords = (rules: readonly Rule[]): JsonSchema =>
  Object.assign(
    {},
    ...rules.map(({ name, constraints }) => (name && readings[name]?.(...(constraints ?? []))) || {}),
  ) as JsonSchema;

/** What each check says in JSON Schema. */
const readings: Readonly<Record<string, (...constraints: readonly unknown[]) => JsonSchema>> = {
  isString: () => ({ type: 'string' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isArray: () => ({ type: 'array' }),
  isObject: () => ({ type: 'object' }),
  isPositive: () => ({ exclusiveMinimum: 0 }),
  min: minimum => ({ minimum }),
  max: maximum => ({ maximum }),
  minLength: minLength => ({ minLength }),
  maxLength: maxLength => ({ maxLength }),
  isLength: (minLength, maxLength) => ({ minLength, maxLength }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayMinSize: minItems => ({ minItems }),
  arrayMaxSize: maxItems => ({ maxItems }),
  arrayUnique: () => ({ uniqueItems: true }),
  isIn: values => ({ enum: values }),
  isEnum: (_, values) => ({ enum: values }),
  matches: shape => ({ type: 'string', pattern: shape instanceof RegExp ? shape.source : String(shape) }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isLine: maxLength => ({ type: 'string', minLength: 1, maxLength }),
  isSchemeId: () => ({ type: 'string', pattern: schemeIdShape.source }),
  isId: () => ({ type: 'string', pattern: idShape.source }),
  isDay: () => ({ type: 'string', format: 'date' }),
  isAmount: minimum => ({ type: 'integer', minimum, maximum: greatestAmount }),
};

/** The class `@Type` gives a nested property: class-transformer is asked to make one and shows what it made. */
const nestedIn = (dto: Dto, property: string): Dto | undefined => {
  const made = (plainToInstance(dto, { [property]: [{}] }) as Record<string, unknown>)[property];
  const one: unknown = Array.isArray(made) ? made[0] : made;
  const found = one?.constructor;
  return typeof found === 'function' && found !== Object ? (found as Dto) : undefined;
};
