import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { isShard, type Decided, type Position, type Shard } from '#eventstore';
import { RequestRefused } from './problem.js';

/** Lets a read wait until the projections of a shard have passed a position. */
export abstract class ReadYourWrites {
  /** Resolves once every projection of the shard is there; rejects or stays pending when `signal` aborts first. */
  abstract waitFor(shard: Shard, position: Position, signal: AbortSignal): Promise<void>;
  /** How long a read waits at most. @unit milliseconds */
  readonly patience_ms: number = 5000;
}

/** Shard each context's module writes to, by module class. */
export class ShardsOfModules extends Map<unknown, Shard> {}

/**
 * A write answers with the position it reached (`Entraide-Position: benefits:42`); a read that sends it back
 * (`Entraide-After`) is answered once its projection is there, or told to come again.
 */
@Injectable()
export class PositionInterceptor implements NestInterceptor {
  private readonly shardsOfControllers = new Map<unknown, Shard>();

  constructor(
    private readonly shards: ShardsOfModules,
    private readonly modules: ModulesContainer,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  intercept(host: ExecutionContext, next: CallHandler): Observable<unknown> | Promise<Observable<unknown>> {
    const waiting = this.wanted(host.switchToHttp().getRequest<FastifyRequest>());
    return waiting ? waiting.then(() => this.handle(host, next)) : this.handle(host, next);
  }

  /** Resolves once the position the request names is reached; undefined when it names none. @throws RequestRefused */
  wanted(request: FastifyRequest): Promise<void> | undefined {
    const after = readPosition(request.headers['entraide-after']);
    return after && this.wait(after);
  }

  /** What the caller is told of a result: of a decision its answer, and the position in a header. */
  told(result: unknown, controller: unknown, reply: FastifyReply): unknown {
    if (!isDecided(result)) return result;
    const { status, position, answer } = result;
    void reply.header('Entraide-Position', `${this.shardOf(controller)}:${position}`);
    if (status === 'repeated') void reply.header('Idempotent-Replayed', 'true');
    return answer ?? { status };
  }

  private handle(host: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map(result => this.told(result, host.getClass(), host.switchToHttp().getResponse())));
  }

  private async wait({ shard, position }: ReachedPosition): Promise<void> {
    const given = AbortSignal.timeout(this.readYourWrites.patience_ms);
    const outOfPatience = new Promise<'late'>(resolve =>
      given.addEventListener('abort', () => resolve('late'), { once: true }),
    );
    const outcome = await Promise.race([this.readYourWrites.waitFor(shard, position, given), outOfPatience]).catch(
      (error: unknown) => {
        if (given.aborted) return 'late' as const;
        throw error;
      },
    );
    if (outcome === 'late') throw new RequestRefused(503, 'request.position.not_reached', {}, { 'Retry-After': '1' });
  }

  private shardOf(controller: unknown): Shard {
    const known = this.shardsOfControllers.get(controller);
    if (known) return known;
    const shard = this.findShardOf(controller);
    this.shardsOfControllers.set(controller, shard);
    return shard;
  }

  private findShardOf(controller: unknown): Shard {
    for (const module of this.modules.values()) {
      const shard = this.shards.get(module.metatype);
      if (shard && [...module.controllers.values()].some(({ metatype }) => metatype === controller)) return shard;
    }
    throw new Error('a decision can only be answered by a controller that its context declares itself');
  }
}

interface ReachedPosition {
  readonly shard: Shard;
  readonly position: Position;
}

const readPosition = (header: string | string[] | undefined): ReachedPosition | undefined => {
  if (header === undefined) return undefined;
  const [, shard, position] = /^([a-z]{1,32}):(\d{1,15})$/.exec(String(header)) ?? [];
  if (!isShard(shard)) throw new RequestRefused(400, 'request.position.invalid');
  return { shard, position: Number(position) };
};

const isDecided = (result: unknown): result is Decided =>
  typeof result === 'object' &&
  result !== null &&
  'status' in result &&
  'position' in result &&
  'answer' in result &&
  typeof result.position === 'number' &&
  (result.status === 'recorded' || result.status === 'unchanged' || result.status === 'repeated');
