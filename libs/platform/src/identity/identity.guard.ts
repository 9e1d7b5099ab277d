import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Clock, type Instant, VirtualClock } from '#kernel';
import { Configuration } from '../configuration.js';
import { idShape, schemeIdShape } from '../http/fields.js';
import { readIdempotencyKey } from '../http/idempotency-key.js';
import { operationKey, publicKey, type OperationOptions } from '../http/operation.js';
import { RequestRefused } from '../http/problem.js';
import { setContext } from '../http/request-context.js';
import { Doorkeeper } from '../limits/doorkeeper.js';
import { belongsTo, type CallerIdentity } from './caller.js';
import { Permissions } from './permissions.js';
import { TokenRefused, TokenVerifier } from './token-verifier.js';

/** Before anything else: who asks (401), about which scheme (404 when it is not theirs), for what (403). */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
    private readonly permissions: Permissions,
    private readonly clock: Clock,
    private readonly configuration: Configuration,
    private readonly door: Doorkeeper,
  ) {}

  async canActivate(host: ExecutionContext): Promise<boolean> {
    const operation = this.reflector.get<OperationOptions | undefined>(operationKey, host.getHandler());
    if (!operation) return this.reflector.get<boolean | undefined>(publicKey, host.getHandler()) === true;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    if (operation.allow === 'signature') this.admitSigned(operation, request);
    else this.admit(operation, request, await this.callerOf(request));
    return true;
  }

  /** Whoever signs is known once the signature is verified. @throws RequestRefused 400, 404, 429 */
  admitSigned(operation: OperationOptions, request: FastifyRequest): void {
    this.admit(operation, request, undefined);
  }

  private admit(operation: OperationOptions, request: FastifyRequest, caller: CallerIdentity | undefined): void {
    const params = paramsOf(request);
    const scheme = params['scheme'] ?? '*';
    if (
      !Object.values(params).every(isPathId) ||
      (params['scheme'] !== undefined && !schemeIdShape.test(scheme)) ||
      (caller && params['scheme'] !== undefined && !belongsTo(caller, scheme))
    )
      throw notFound();
    if (caller && !this.permissions.may(caller, operation.name, scheme))
      throw new RequestRefused(403, 'request.role.not_allowed');
    setContext(request, {
      operation,
      scheme,
      caller,
      visitor: caller ? undefined : this.door.visitor(request.ip, params['endpoint'] ?? ''),
      recordedAt: this.instantOf(request),
      correlation: request.id,
      idempotencyKey: readIdempotencyKey(request.headers['idempotency-key']),
    });
  }

  private async callerOf(request: FastifyRequest): Promise<CallerIdentity> {
    const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw notAuthenticated();
    const visitor = this.door.visitor(request.ip, token);
    try {
      const caller = await this.verifier.verify(token);
      visitor.recognised('caller', caller.id);
      return caller;
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      visitor.refused();
      request.log.warn({ because: error.message }, 'token refused');
      throw notAuthenticated();
    }
  }

  private instantOf(request: FastifyRequest): Instant {
    const said = request.headers['entraide-instant'];
    if (this.configuration.clock !== 'virtual' || said === undefined) return this.clock.now();
    if (typeof said === 'string' && isInstant(said)) {
      // What follows from the request happens at its instant too.
      if (this.clock instanceof VirtualClock) this.clock.moveTo(said);
      return said;
    }
    throw new RequestRefused(400, 'request.instant.invalid');
  }
}

const paramsOf = ({ params }: FastifyRequest): Readonly<Record<string, string>> =>
  (params ?? {}) as Record<string, string>;

/** Ids of people, files and documents; a day is one too. Whatever else stands in a path names nothing. */
const isPathId = (text: string): boolean => idShape.test(text);

const isInstant = (text: string): boolean => {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString() === text;
};

const notAuthenticated = () =>
  new RequestRefused(401, 'request.token.invalid', {}, { 'WWW-Authenticate': 'Bearer realm="entraide"' });
const notFound = () => new RequestRefused(404, 'request.route.not_found');
