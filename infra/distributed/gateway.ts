import { Readable } from 'node:stream';
import httpProxy from '@fastify/http-proxy';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { problemOf, RequestRefused } from '#platform';
import { apiPrefix, fallbackContext, type GatewayContext, gatewayContexts, ownerOf } from '../gateway/routes.js';
import { readiness, united } from './documents.js';

/** Where each service listens: `http://127.0.0.1:3001`. */
export type Origins = Readonly<Record<GatewayContext, string>>;

/** How long a service may take to say how it is. @unit milliseconds */
const patience_ms = 3_000;

/**
 * The services under the addresses of the all-in-one, for machines without Caddy. Bodies pass as they came, byte for
 * byte: signatures are made over them.
 */
export const makeGateway = async (origins: Origins): Promise<FastifyInstance> => {
  const gateway = fastify({ bodyLimit, routerOptions: { maxParamLength: 16_384 }, forceCloseConnections: true });
  takeWhole(gateway);
  const ask = (path: string) => askAll(origins, path);
  for (const document of ['/openapi.json', '/asyncapi.json'])
    gateway.get(document, async (_, reply) => {
      const parts = [...(await ask(document)).values()];
      if (parts.includes(undefined)) return refuse(reply, 503, 'service.unavailable');
      return reply.headers(everywhere).send(united(parts));
    });
  gateway.get('/health/live', async (_, reply) => reply.headers(everywhere).send({ status: 'live' }));
  gateway.get('/health/ready', async (_, reply) => {
    const answer = readiness((await ask('/health/ready')) as Parameters<typeof readiness>[0]);
    return reply
      .headers(everywhere)
      .status(answer.status === 'ready' ? 200 : 503)
      .send(answer);
  });
  await gateway.register(httpProxy, {
    upstream: '',
    prefix: apiPrefix,
    rewritePrefix: apiPrefix,
    disableRequestLogging: true,
    proxyPayloads: false,
    undici: { connections: 64, pipelining: 1, bodyTimeout: 35_000, headersTimeout: 35_000 },
    // Whoever asks decides whether to ask again: here a request is sent once.
    maxRetriesOn503: 0,
    retryMethods: [],
    replyOptions: {
      getUpstream: request => origins[ownerOf(pathOf(request)) ?? fallbackContext],
      // Whoever asks cannot have our header taken out again by naming it as one for this hop only.
      rewriteRequestHeaders: (request, { connection: _, ...headers }) => ({
        ...headers,
        'x-forwarded-for': request.ip,
      }),
      onError: reply => refuse(reply as FastifyReply, 503, 'service.unavailable', { 'Retry-After': '1' }),
    },
  });
  gateway.setNotFoundHandler((_, reply) => refuse(reply, 404, 'request.route.not_found'));
  gateway.setErrorHandler((error, _, reply) => {
    const { problem, headers } = problemOf(error);
    return answerProblem(reply, problem.status, problem, headers);
  });
  return gateway;
};

/** As the services take it. @unit bytes */
const bodyLimit = 1024 * 1024;

/** A body is taken whole before it is passed on, so that one that never ends keeps no service busy. */
const takeWhole = (gateway: FastifyInstance): void => {
  gateway.removeAllContentTypeParsers();
  gateway.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) =>
    done(null, body.length > 0 ? Readable.from([body]) : undefined),
  );
};

const everywhere = { 'cache-control': 'no-store' };

const pathOf = ({ url }: Pick<FastifyRequest, 'url'>): string => url.split('?', 1)[0]!;

const refuse = (reply: FastifyReply, status: number, code: string, headers = {}): FastifyReply =>
  answerProblem(reply, status, new RequestRefused(status, code).problem, headers);

const answerProblem = (reply: FastifyReply, status: number, problem: object, headers: object): FastifyReply =>
  reply
    .status(status)
    .headers({ ...everywhere, ...headers, 'content-type': 'application/problem+json' })
    .send(Buffer.from(JSON.stringify(problem)));

/** What each service answers; undefined where none does. */
const askAll = async (origins: Origins, path: string): Promise<Map<GatewayContext, unknown>> => {
  const answers = gatewayContexts.map(async context => {
    try {
      const answer = await fetch(`${origins[context]}${path}`, { signal: AbortSignal.timeout(patience_ms) });
      return [context, (await answer.json()) as unknown] as const;
    } catch {
      return [context, undefined] as const;
    }
  });
  return new Map(await Promise.all(answers));
};
