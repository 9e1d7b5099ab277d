import { Column, type ColumnOptions, getMetadataArgsStorage, type ValueTransformer } from 'typeorm';

type Options = Omit<ColumnOptions, 'type' | 'transformer'>;

const number: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null || value === undefined ? null : Number(value)),
};

const instant: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value instanceof Date ? value.toISOString() : (value ?? null)),
};

/** An amount in minor units (or any whole number): `bigint` in the table, a number in the row. */
export const MinorColumn = (options: Options = {}): PropertyDecorator =>
  Column({ ...options, type: 'bigint', transformer: number });

/** An instant: `timestamptz` in the table, `YYYY-MM-DDTHH:mm:ss.sssZ` in the row. */
export const InstantColumn = (options: Options = {}): PropertyDecorator =>
  Column({ ...options, type: 'timestamptz', precision: 3, transformer: instant });

/** A calendar day: `date` in the table, `YYYY-MM-DD` in the row. */
export const DayColumn = (options: Options = {}): PropertyDecorator => Column({ ...options, type: 'date' });

type Entity = abstract new () => object;
const known = new WeakMap<Entity, readonly string[]>();

/** Properties of an entity that are columns, in alphabetical order; none when the class was not declared an entity. */
export const columnsOf = (entity: Entity): readonly string[] => {
  let columns = known.get(entity);
  if (!columns) {
    const declared = getMetadataArgsStorage().columns.filter(({ target }) => isOrExtends(entity, target));
    columns = [...new Set(declared.map(({ propertyName }) => propertyName))].sort();
    known.set(entity, columns);
  }
  return columns;
};

const isOrExtends = (entity: Entity, target: unknown): boolean =>
  entity === target || (typeof target === 'function' && entity.prototype instanceof target);
