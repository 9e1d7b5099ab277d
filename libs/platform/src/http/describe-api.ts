import 'reflect-metadata';
import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { schemasOf, type JsonSchema } from './dto-schema.js';
import { routesOf, type Route } from './routes.js';

/** OpenAPI 3.1 of every operation, under the names the scenarios know, with what each body and query may hold. */
export const describeApi = (app: INestApplication, controllers: Iterable<Type<unknown>>): OpenAPIObject => {
  const document = SwaggerModule.createDocument(app, outline());
  const schemas = new Map<string, JsonSchema>([['Problem', problemSchema]]);
  const routes = new Map(routesOf(controllers).map(route => [route.operation?.name, route]));
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [verb, operation] of Object.entries(item) as [string, OperationObject][]) {
      const route = routes.get(operation.operationId);
      if (!route) continue;
      for (const dto of dtosOf(route, 'body')) schemasOf(dto, schemas);
      operation.parameters = [...pathParameters(path), ...queryParameters(route), ...headersOf(verb, route)];
      operation.responses['default'] = problemResponse;
    }
  }
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(schemas) as never } };
};

interface OperationObject {
  readonly operationId?: string;
  parameters?: Parameter[];
  readonly responses: Record<string, object>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly description?: string;
}

const outline = () =>
  new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Entraide')
    .setDescription('Gestion de mutuelles de santé / Back-office of mutual health schemes')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();

const text: JsonSchema = { type: 'string' };

const pathParameters = (path: string): Parameter[] =>
  [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => ({ name, in: 'path', required: true, schema: text }));

const queryParameters = (route: Route): Parameter[] =>
  dtosOf(route, 'query').flatMap(dto => {
    const { properties = {}, required = [] } = schemasOf(dto).get(dto.name) as {
      properties?: Record<string, JsonSchema>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, schema]): Parameter => ({
      name,
      in: 'query',
      required: required.includes(name),
      schema,
    }));
  });

const header = (name: string, required: boolean, description: string): Parameter => ({
  name,
  in: 'header',
  required,
  schema: text,
  description,
});

const headersOf = (verb: string, { operation }: Route): Parameter[] => {
  if (operation?.codeInPath) return [];
  if (operation?.allow === 'signature')
    return ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name =>
      header(name, true, 'Standard Webhooks 1.0.0'),
    );
  if (verb === 'get')
    return [
      header('Entraide-After', false, 'Attend cette position / Waits for this position: `benefits:42`'),
      header('Entraide-Known-On', false, 'Telle que connue à la fin de ce jour / As known at the end of that day'),
    ];
  return [header('Idempotency-Key', false, 'La même clé: la même réponse / The same key: the same answer')];
};

const problemSchema: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    code: text,
    detail: text,
    errors: { type: 'array', items: { type: 'object', properties: { field: text, code: text, message: text } } },
    facts: { type: 'object' },
  },
};
const problemResponse = {
  description: 'RFC 9457',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Where Nest keeps what each argument of a handler is: `3:1` is the body as its second argument, `4:0` the query. */
const argumentsKey = '__routeArguments__';
const kinds = { body: '3', query: '4' };

const dtosOf = ({ controller, method, operation }: Route, kind: keyof typeof kinds): Type<object>[] => {
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, method) ??
    []) as Type<object>[];
  const all = (Reflect.getMetadata(argumentsKey, controller, method) ?? {}) as Record<
    string,
    { index: number; data?: unknown }
  >;
  const found = Object.entries(all).filter(
    ([key, { data }]) => key.startsWith(`${kinds[kind]}:`) && data === undefined,
  );
  const dtos = found.flatMap(([, { index }]) => types[index] ?? []).filter(type => type !== Object);
  return kind === 'body' && operation?.body ? [...dtos, operation.body] : dtos;
};
