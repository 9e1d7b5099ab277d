import { Injectable, type Type } from '@nestjs/common';
import { ModuleRef, ModulesContainer } from '@nestjs/core';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod, RouteOptions } from 'fastify';
import { controllersIn } from './controllers-in.js';
import { IdentityGuard } from '../identity/identity.guard.js';
import { WorkUnderWay } from '../limits/work-under-way.js';
import { SignedRequest } from '../webhooks/signed-request.js';
import { KnownOnInterceptor } from './known-on.interceptor.js';
import type { OperationOptions, RouteFlags } from './operation.js';
import { PositionInterceptor } from './positions.js';
import { ProblemFilter } from './problem.filter.js';
import { type Route, routesOf } from './routes.js';
import { refuseStrayFields } from './stray-fields.guard.js';

/** What the method of a straight operation is: its path, and the request that somebody signed. */
type Answer = (path: unknown, request: SignedRequest) => Promise<unknown>;

/** An operation that says it is answered straight, and cannot be. */
export class NotStraight extends Error {}

/**
 * Answers an operation without Nest's chain of guards, interceptors and pipes, which costs a signed claim more than its
 * signature. The same checks in the same order, by the same objects; what a signed request never meets (tokens,
 * approvals, notes of who read what, bodies that are read before they are verified) is left out.
 */
@Injectable()
export class StraightRoutes {
  constructor(
    private readonly modules: ModulesContainer,
    private readonly instances: ModuleRef,
    private readonly identity: IdentityGuard,
    private readonly work: WorkUnderWay,
    private readonly positions: PositionInterceptor,
    private readonly knownOn: KnownOnInterceptor,
    private readonly problems: ProblemFilter,
  ) {}

  /** Fastify's hook: takes the place of what Nest would answer with. @throws NotStraight */
  readonly onRoute = (route: RouteOptions): void => {
    const name = (route.config as RouteFlags | undefined)?.straight;
    if (name !== undefined) route.handler = this.handlerOf(name);
  };

  private handlerOf(name: string): RouteHandlerMethod {
    const { controller, method, operation } = this.find(name);
    const instance = this.instances.get<Record<string, Answer>>(controller, { strict: false });
    return (request, reply) => {
      void this.answer(instance, method, controller, operation, request, reply);
    };
  }

  private async answer(
    instance: Record<string, Answer>,
    method: string,
    controller: Type<unknown>,
    operation: OperationOptions,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    try {
      this.identity.admitSigned(operation, request);
      refuseStrayFields(request, { query: false, body: true });
      const done = this.work.begin();
      try {
        const waiting = this.positions.wanted(request);
        if (waiting) await waiting;
        this.knownOn.instantOf(request);
        const result = await instance[method]!(request.params, new SignedRequest(request));
        void reply.status(operation.status ?? 200).send(this.positions.told(result, controller, reply));
      } finally {
        done();
      }
    } catch (error) {
      this.problems.answer(error, request, reply);
    }
  }

  private find(name: string): Route & { readonly operation: OperationOptions } {
    const found = routesOf(controllersIn(this.modules)).find(({ operation }) => operation?.name === name);
    if (!found?.operation || found.operation.allow !== 'signature')
      throw new NotStraight(`${name} is not signed: it is answered by way of Nest`);
    return { ...found, operation: found.operation };
  }
}
