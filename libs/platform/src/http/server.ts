import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { validate as isUuid } from 'uuid';
import type { Metrics } from '../health/metrics.js';
import type { WorkUnderWay } from '../limits/work-under-way.js';
import { hashOfActor } from '../logging/log.js';
import { quietly } from '../logging/request-log.js';
import type { RouteFlags } from './operation.js';
import { RequestRefused } from './problem.js';
import { send } from './problem.filter.js';
import { problemOf } from './problem-of.js';
import { contextIfAny, type KeptRequest } from './request-context.js';
import { parseStrictJson } from './strict-json.js';

/** @unit bytes */
export const bodyLimit = 1024 * 1024;

export interface ServerParts {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly work: WorkUnderWay;
  readonly trustedProxies: readonly string[];
}

/** Fastify as the edge wants it: JSON alone, its bytes kept, headers that protect, one log line per request. */
export const makeServer = ({ log, metrics, work, trustedProxies }: ServerParts): FastifyAdapter => {
  const adapter = new FastifyAdapter({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 128 },
    genReqId: ({ headers }: { headers: FastifyRequest['headers'] }) => correlationOf(headers['x-request-id']),
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => {
      send(reply.headers(everywhere), problemOf(error).problem);
    },
  });
  const fastify: FastifyInstance = adapter.getInstance();
  acceptJsonOnly(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(everywhere).header('x-request-id', request.id);
    done(isCompressed(request) ? new RequestRefused(415, 'request.body.compressed') : roomFor(request, work));
  });
  fastify.setChildLoggerFactory(quietly);
  fastify.addHook('onResponse', (request, reply, done) => {
    note(request, reply, metrics);
    done();
  });
  return adapter;
};

const protection = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
  },
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
  referrerPolicy: { policy: 'no-referrer' as const },
};

/** The headers are the same for every answer: asked for once, not for each. */
const protective = (): Readonly<Record<string, string>> => {
  const headers: Record<string, string> = {};
  const answer = {
    setHeader: (name: string, value: string) => void (headers[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  };
  helmet(protection)({} as never, answer as never, () => undefined);
  return headers;
};

/** Nothing here is for a cache: most of it is about persons. */
const everywhere = { ...protective(), 'cache-control': 'no-store' };

const correlationOf = (header: string | string[] | undefined): string =>
  typeof header === 'string' && isUuid(header) ? header.toLowerCase() : randomUUID();

const roomFor = ({ routeOptions }: FastifyRequest, work: WorkUnderWay): RequestRefused | undefined =>
  (routeOptions.config as RouteFlags | undefined)?.isOperation ? work.refusal() : undefined;

const isCompressed = ({ headers }: FastifyRequest): boolean =>
  (headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity';

const acceptJsonOnly = (fastify: FastifyInstance): void => {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request: KeptRequest, body: Buffer, done) => {
      request.rawBody = body;
      const { bytesOnly } = request.routeOptions.config as RouteFlags;
      if (bytesOnly || body.length === 0) return done(null, undefined);
      try {
        done(null, parseStrictJson(body));
      } catch (error) {
        done(error as Error);
      }
    },
  );
};

/** One line per request: the route's pattern and not its address, a mark of the actor and not the actor. */
const note = (request: FastifyRequest, reply: FastifyReply, metrics: Metrics): void => {
  const context = contextIfAny(request);
  const route = request.routeOptions.url ?? 'none';
  const operation = context?.operation.name ?? route;
  metrics.observeRequest(operation, reply.statusCode, reply.elapsedTime / 1000);
  const line = {
    method: request.method,
    route,
    operation,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    scheme: context?.scheme,
    actor: context?.caller && hashOfActor(context.caller.id),
  };
  if (context || reply.statusCode >= 500) request.log.info(line, 'request');
  else request.log.debug(line, 'request');
};
