import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { finalize, type Observable } from 'rxjs';
import type { Metrics } from '../health/metrics.js';
import { operationKey } from '../http/operation.js';
import { RequestRefused } from '../http/problem.js';

export const overloaded = 'service.capacity.exceeded';

/** Requests being carried out. When there are as many as may be, one more is told at once to come back. */
export class WorkUnderWay {
  private count = 0;

  constructor(
    /** 0: any number. */
    private readonly most: number,
    private readonly metrics: Pick<Metrics, 'turnedAway' | 'observeUnderWay'>,
  ) {
    metrics.observeUnderWay(() => this.count);
  }

  /** Before anything is read of a request. @returns why not, if there is no room */
  refusal(): RequestRefused | undefined {
    if (this.most === 0 || this.count < this.most) return undefined;
    this.metrics.turnedAway('under_way');
    return new RequestRefused(503, overloaded, { detail }, { 'Retry-After': '1' });
  }

  /** @returns what to call once it is done. @throws RequestRefused 503 when there is no room */
  begin(): () => void {
    const refusal = this.refusal();
    if (refusal) throw refusal;
    this.count += 1;
    return () => void (this.count -= 1);
  }
}

const detail = {
  fr: 'trop de demandes sont en cours; la même demande peut être renvoyée sans risque',
  en: 'too many requests are under way; the same request can safely be sent again',
};

/**
 * Counts an operation from here until it is done, even if whoever asked has left. What only sends slowly does not count:
 * its body is read before.
 */
@Injectable()
export class UnderWayInterceptor implements NestInterceptor {
  constructor(
    private readonly work: WorkUnderWay,
    private readonly reflector: Reflector,
  ) {}

  intercept(host: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (this.reflector.get<unknown>(operationKey, host.getHandler()) === undefined) return next.handle();
    const done = this.work.begin();
    return next.handle().pipe(finalize(done));
  }
}
