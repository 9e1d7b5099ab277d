import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Metadata, Scope } from '#eventstore';
import { scopeOf, type CallerIdentity } from '../identity/caller.js';
import { contextOf, metadataOf, type KeptRequest } from './request-context.js';

const requestOf = (host: ExecutionContext): KeptRequest => host.switchToHttp().getRequest<KeptRequest>();

const callerOf = (request: KeptRequest): CallerIdentity => {
  const { caller, operation } = contextOf(request);
  if (!caller) throw new Error(`${operation.name} is signed: ask @Signed() who it is from`);
  return caller;
};

/** Metadata of the command this request carries: who asks, when, under which command id. */
export const By = createParamDecorator((_: unknown, host: ExecutionContext): Metadata => {
  const request = requestOf(host);
  return metadataOf(request, callerOf(request), contextOf(request).idempotencyKey);
});

/** Scope the caller may read in: the schemes of the token, or every scheme. */
export const In = createParamDecorator((_: unknown, host: ExecutionContext): Scope =>
  scopeOf(callerOf(requestOf(host))),
);

/** Who is asking. */
export const Caller = createParamDecorator((_: unknown, host: ExecutionContext): CallerIdentity =>
  callerOf(requestOf(host)),
);
