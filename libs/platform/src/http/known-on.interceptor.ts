import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, Optional } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { isDay, type Instant } from '#kernel';
import type { Role } from '../identity/caller.js';
import { KnownThen } from '../runtime/known-then.js';
import { operationKey, type OperationOptions } from './operation.js';
import { contextIfAny } from './request-context.js';
import { RequestRefused } from './problem.js';

/** Those who look back. It is work for a whole processor: not for everybody. */
const lookBack: readonly Role[] = [
  'auditor',
  'privacy-officer',
  'federation-admin',
  'federation-finance',
  'scheme-manager',
  'medical-reviewer',
];

/**
 * `Entraide-Known-On: 2026-09-30` on any read: the answer is the one that could have been given at the end of that day
 * (UTC), or at that instant. Dates in the question itself say which effective day is asked about. What cannot be
 * answered so is refused: an answer of today would be taken for one of that day.
 */
@Injectable()
export class KnownOnInterceptor implements NestInterceptor {
  constructor(@Optional() private readonly then?: KnownThen) {}

  intercept(host: ExecutionContext, next: CallHandler): Observable<unknown> {
    const until = this.instantOf(host.switchToHttp().getRequest<FastifyRequest>());
    const operation = Reflect.getMetadata(operationKey, host.getHandler()) as OperationOptions | undefined;
    if (until !== undefined && operation?.knownOn === 'refused')
      throw new RequestRefused(400, 'request.known_on.not_here');
    return until === undefined || !this.then ? next.handle() : this.then.asOf(until, () => next.handle());
  }

  /** The instant the request asks about, if it does. @throws RequestRefused 400, 403 */
  instantOf(request: FastifyRequest): Instant | undefined {
    const said = request.headers['entraide-known-on'];
    if (said === undefined || !this.then) return undefined;
    const until = endOf(said);
    if (until === undefined || request.method !== 'GET') throw new RequestRefused(400, 'request.known_on.invalid');
    const caller = contextIfAny(request)?.caller;
    if (caller && !lookBack.includes(caller.role)) throw new RequestRefused(403, 'request.role.not_allowed');
    return until;
  }
}

const endOf = (said: string | string[]): Instant | undefined => {
  if (typeof said !== 'string') return undefined;
  if (isDay(said)) return `${said}T23:59:59.999Z`;
  const at = Date.parse(said);
  return !Number.isNaN(at) && new Date(at).toISOString() === said ? said : undefined;
};
