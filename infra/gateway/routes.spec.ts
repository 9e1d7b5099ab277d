import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { Type } from '@nestjs/common';
import { describe, expect, test } from '@jest/globals';
import { auditContext } from '#audit';
import { benefitsContext } from '#benefits';
import { contributionsContext } from '#contributions';
import { membershipContext } from '#membership';
import { subsidiesContext } from '#subsidies';
import { webhooksContext } from '#webhooks';
import { caddyRoutes, caddyRoutesFile } from './caddy-routes.js';
import { apiPrefix, expressionOf, gatewayContexts, gatewayRoutes, ownerOf } from './routes.js';

const contexts = [
  membershipContext,
  contributionsContext,
  benefitsContext,
  subsidiesContext,
  auditContext,
  webhooksContext,
];

/** Paths as Nest has them, from what the decorators leave on modules, controllers and methods. */
const pathsOf = (module: object): string[] => {
  const controllers = (Reflect.getMetadata('controllers', module) ?? []) as Type<object>[];
  return controllers.flatMap(controller => {
    const prototype = controller.prototype as Record<string, unknown>;
    const methods = Object.getOwnPropertyNames(prototype)
      .filter(name => name !== 'constructor')
      .map(name => prototype[name]);
    const ends = methods.flatMap(method => {
      const end: unknown = typeof method === 'function' ? Reflect.getMetadata('path', method) : undefined;
      return typeof end === 'string' ? [end] : [];
    });
    const base = String(Reflect.getMetadata('path', controller));
    return ends.map(end => `/${base}/${end}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'));
  });
};

const routes = contexts.flatMap(({ shard, module }) => pathsOf(module).map(path => ({ path, shard: String(shard) })));
const example = (path: string): string => path.replace(/:\w+|\{\w+\}/g, 'some-id');

describe('every route of a context', () => {
  test.each(routes)('$path leads to $shard', ({ path, shard }) => expect(ownerOf(example(path))).toBe(shard));

  test('is one the published description names, and the other way round', () => {
    const { paths } = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8')) as { paths: object };
    const described = Object.keys(paths).map(path => path.replace(/\{\w+\}/g, '*'));
    const served = routes.map(({ path }) => path.replace(/:\w+/g, '*'));
    expect([...new Set(served)].sort()).toEqual(described.sort());
    expect(described.every(path => path.startsWith(apiPrefix))).toBe(true);
  });

  test('belongs to a context that the gateway knows', () =>
    expect([...new Set(routes.map(({ shard }) => shard))].sort()).toEqual([...gatewayContexts].sort()));
});

describe('the table', () => {
  test('has no line that leads to nothing', () => {
    const idle = gatewayRoutes.filter(([, owner], line) => {
      const reached = routes.some(({ path, shard }) => shard === owner && firstLineFor(example(path)) === line);
      return !reached;
    });
    expect(idle).toEqual([]);
  });

  test.each(['/', '/v1', '/v1/', '/v1/nothing', '/v1/schemes/s/nothing', '/metrics', '/health/ready', '/v1/fundsx'])(
    'gives %s to nobody',
    path => expect(ownerOf(path)).toBeUndefined(),
  );

  test('reads an id as one segment', () => {
    expect(ownerOf('/v1/schemes/s/households/h')).toBe('membership');
    expect(ownerOf('/v1/schemes/s/households/h/account')).toBe('contributions');
    expect(ownerOf('/v1/schemes/s/households/h/x/account')).toBe('membership');
  });
});

test('the routes that Caddy reads are those of the table: `npm run gateway` writes them', () =>
  expect(readFileSync(caddyRoutesFile, 'utf8')).toBe(caddyRoutes()));

const firstLineFor = (path: string): number =>
  gatewayRoutes.findIndex((_, line) => ownerAmong(path, gatewayRoutes.slice(0, line + 1)));

const ownerAmong = (path: string, lines: typeof gatewayRoutes): boolean =>
  lines.some(([pattern]) => new RegExp(expressionOf(pattern)).test(path));
