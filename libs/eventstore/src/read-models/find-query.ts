import type { SelectQueryBuilder } from 'typeorm';
import type { Find, Where } from '../read-models.js';
import { isOperators } from './row-query.js';

/** Conditions as bound parameters on alias `row`. Names of columns come from the entity, never from a caller's text. */
export const narrow = <Row extends object>(
  query: SelectQueryBuilder<Row>,
  where: Where<Row> | undefined,
): SelectQueryBuilder<Row> => {
  let count = 0;
  const and = (column: string, operator: string, value: unknown): void => {
    const name = `value${(count += 1)}`;
    query.andWhere(`row.${column} ${operator.replace('?', `:${name}`)}`, { [name]: value });
  };
  for (const [given, condition] of Object.entries(where ?? {})) {
    if (condition === undefined) continue;
    const column = columnOf(query, given);
    if (condition === null) query.andWhere(`row.${column} is null`);
    else if (!isOperators(condition)) and(column, '= ?', condition);
    else {
      if (condition.in) and(column, '= any(?)', condition.in);
      if (condition.atMost !== undefined) and(column, '<= ?', condition.atMost);
      if (condition.atLeast !== undefined) and(column, '>= ?', condition.atLeast);
    }
  }
  return query;
};

export const arrange = <Row extends object>(
  query: SelectQueryBuilder<Row>,
  find: Find<Row>,
): SelectQueryBuilder<Row> => {
  for (const column of find.orderBy ?? [])
    query.addOrderBy(`row.${columnOf(query, column)}`, find.descending ? 'DESC' : 'ASC');
  return query.limit(find.limit).offset(find.offset);
};

const columnOf = <Row extends object>(query: SelectQueryBuilder<Row>, property: string): string => {
  if (query.expressionMap.mainAlias?.metadata.findColumnWithPropertyName(property)) return property;
  throw new Error(`no such column: ${property}`);
};
