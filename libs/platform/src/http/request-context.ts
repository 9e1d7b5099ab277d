import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { v7 } from 'uuid';
import { type Actor, type Metadata, uuid5In } from '#eventstore';
import type { Instant } from '#kernel';
import type { CallerIdentity } from '../identity/caller.js';
import type { Visitor } from '../limits/doorkeeper.js';
import type { OperationOptions } from './operation.js';

/** What is known of a request stands on it: a table of all requests under way would cost the collector of garbage more. */
const ofRequest = Symbol('context');
const ofCommand = Symbol('metadata');

/** A request whose body's bytes were kept, as they came. */
export type KeptRequest = FastifyRequest & {
  rawBody?: Buffer;
  [ofRequest]?: RequestContext;
  [ofCommand]?: Metadata;
};

/** What the guard found out about a request; `@By`, `@In`, `@Caller` and `@Signed` read it. */
export interface RequestContext {
  readonly operation: OperationOptions;
  /** Scheme of the path, or `*`. */
  readonly scheme: string;
  /** Absent on signed operations: who signs is known once the signature is verified. */
  readonly caller?: CallerIdentity;
  /** Whoever signs, on signed operations: to be told whether the signature was right. */
  readonly visitor?: Visitor;
  /** The one reading of the clock. */
  readonly recordedAt: Instant;
  readonly correlation: string;
  readonly idempotencyKey?: string;
}

export const setContext = (request: KeptRequest, context: RequestContext): void => {
  request[ofRequest] = context;
};

/** @throws Error on a public route: there is no caller and no operation. */
export const contextOf = (request: KeptRequest): RequestContext => {
  const context = request[ofRequest];
  if (!context) throw new Error('a public route has no caller');
  return context;
};

export const contextIfAny = (request: KeptRequest): RequestContext | undefined => request[ofRequest];

/** Fixed for ever: command ids of requests made years apart must agree. */
const commandIdIn = uuid5In('5f0c1c5e-3a56-5b1c-9d1e-7a4b1d0c2f61');

/** The same for the same actor, operation, scheme and key; the parts are escaped so that none can run into the next. */
export const commandIdOf = (actor: string, operation: string, scheme: string, key: string): string =>
  commandIdIn(`${encodeURIComponent(actor)}|${operation}|${encodeURIComponent(scheme)}|${key}`);

/** SHA-256 over method, path and the body's bytes, as hex: tells another request under the same key apart. */
export const fingerprintOf = (request: KeptRequest): string => {
  const line = Buffer.from(`${request.method} ${request.url.split('?', 1)[0]}\n`);
  return hash('sha256', request.rawBody ? Buffer.concat([line, request.rawBody]) : line);
};

/** Metadata of the one command a request carries, the same each time it is asked for. */
export const metadataOf = (request: KeptRequest, { id, role }: Actor, key?: string): Metadata => {
  const known = request[ofCommand];
  if (known) return known;
  const { operation, scheme, recordedAt, correlation } = contextOf(request);
  const metadata: Metadata = {
    commandId: key === undefined ? v7() : commandIdOf(id, operation.name, scheme, key),
    scheme,
    actor: { id, role },
    correlation,
    recordedAt,
    fingerprint: fingerprintOf(request),
  };
  request[ofCommand] = metadata;
  return metadata;
};
