import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, Optional } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, from, map, mergeMap, type Observable, throwError } from 'rxjs';
import type { Role } from '../identity/caller.js';
import { opensFor } from '../identity/permissions.js';
import { contextIfAny, type RequestContext } from '../http/request-context.js';
import { Readings } from './readings.js';
import { concernedBy, whomItConcerns } from './whom-it-concerns.js';

/** All they read is noted, whatever it is. */
const watched: readonly Role[] = ['auditor', 'privacy-officer'];

/**
 * Notes who read what before the answer leaves: whatever those who check read, and whatever opens medical fields,
 * whoever reads it. What cannot be noted is not answered.
 */
@Injectable()
export class ReadingInterceptor implements NestInterceptor {
  constructor(@Optional() private readonly readings?: Readings) {}

  intercept(host: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const context = contextIfAny(request);
    const { readings } = this;
    if (!readings || !context || !isNoted(context)) return next.handle();
    const note = (outcome: 'answered' | 'refused', answer: unknown): Promise<void> =>
      readings.record(readingOf(request, context, outcome, answer));
    return next.handle().pipe(
      catchError((error: unknown) => from(note('refused', {})).pipe(mergeMap(() => throwError(() => error)))),
      mergeMap(answer => from(note('answered', answer)).pipe(map(() => answer))),
    );
  }
}

const isNoted = ({ operation, caller }: RequestContext): boolean =>
  caller !== undefined &&
  (watched.includes(caller.role) || (operation.opens !== undefined && opensFor(caller.role, operation.opens)));

const readingOf = (
  request: FastifyRequest,
  { operation, scheme, caller, recordedAt }: RequestContext,
  outcome: 'answered' | 'refused',
  answer: unknown,
) => {
  const knownOn = request.headers['entraide-known-on'];
  return {
    at: recordedAt,
    actor: caller?.id ?? '',
    role: caller?.role ?? '',
    operation: operation.name,
    scheme,
    path: request.url.split('?', 1)[0]!,
    knownOn: typeof knownOn === 'string' ? knownOn : null,
    outcome,
    persons: whomItConcerns(scheme, request.params, request.query, answer, { persons: concernedBy(answer) }),
  };
};
