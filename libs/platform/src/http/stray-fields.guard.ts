import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { operationKey, type OperationOptions } from './operation.js';
import { inBoth, RequestRefused, type FieldError } from './problem.js';
import { forbiddenKeys } from './strict-json.js';

/** Where Nest keeps what each argument of a handler is: `3:1` is the body as its second argument, `4:0` the query. */
const argumentsKey = '__routeArguments__';
const kinds = { body: '3', query: '4' } as const;

/**
 * An operation that takes no query, or no body, is sent none: what it would pass over in silence is refused, like an
 * unknown field. What a DTO describes is checked by the validation.
 */
@Injectable()
export class StrayFieldsGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(host: ExecutionContext): boolean {
    const operation = this.reflector.get<OperationOptions | undefined>(operationKey, host.getHandler());
    if (!operation) return true;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const takesBody = takes(host, 'body') || operation.allow === 'signature';
    refuseStrayFields(request, { query: takes(host, 'query'), body: takesBody });
    return true;
  }
}

/** @throws RequestRefused 400 naming every field of a query or body that nobody takes */
export const refuseStrayFields = (
  { query, body }: Pick<FastifyRequest, 'query' | 'body'>,
  takes: { readonly query: boolean; readonly body: boolean },
): void => {
  const stray = [
    // Where a DTO takes the query, it would pass over these in silence.
    ...namesOf(query).filter(name => forbiddenKeys.has(name) || !takes.query),
    ...(takes.body ? [] : namesOf(body)),
  ];
  if (stray.length === 0) return;
  throw new RequestRefused(400, 'request.fields.invalid', {
    detail: { fr: 'des champs ne conviennent pas', en: 'fields do not fit' },
    errors: stray.map(unknownField),
  });
};

const takes = (host: ExecutionContext, kind: keyof typeof kinds): boolean => {
  const found = Reflect.getMetadata(argumentsKey, host.getClass(), host.getHandler().name) as object | undefined;
  return Object.keys(found ?? {}).some(key => key.startsWith(`${kinds[kind]}:`));
};

const namesOf = (fields: unknown): string[] =>
  typeof fields === 'object' && fields !== null && !Buffer.isBuffer(fields) ? Object.keys(fields).slice(0, 50) : [];

export const unknownField = (name: string): FieldError => ({
  field: name.slice(0, 120),
  code: 'request.field.unknown',
  message: inBoth({ fr: 'champ inconnu', en: 'unknown field' }),
});
