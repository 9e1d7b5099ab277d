import { createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import type { Actor, Metadata } from '#eventstore';
import type { Instant } from '#kernel';
import { RequestRefused } from '../http/problem.js';
import { contextOf, metadataOf, type KeptRequest } from '../http/request-context.js';
import { parseStrictJson } from '../http/strict-json.js';
import { validated } from '../http/validation.js';
import { verifyWebhook, type WebhookKey } from './signature.js';

/**
 * A request to an operation allowed by `signature`: nothing of its body has been read yet.
 *
 * ```ts
 * const delivery = request.verify(endpoint?.keys);             // 401, the same whatever is wrong
 * const body = await delivery.body(SubmitClaimDto);            // 400
 * const metadata = delivery.by({ id: endpoint.id, role: 'provider-client' }, endpoint.scheme);
 * ```
 */
export class SignedRequest {
  constructor(private readonly request: KeptRequest) {}

  /** The one reading of the clock for this request. */
  get receivedAt(): Instant {
    return contextOf(this.request).recordedAt;
  }

  /**
   * @param keys the endpoint's keys; absent when there is no such endpoint.
   * @throws RequestRefused 401, byte for byte the same for an unknown endpoint, a wrong key and a stale timestamp; 429
   * when the endpoint itself delivers too much.
   */
  verify(keys: readonly WebhookKey[] | undefined): VerifiedDelivery {
    const { headers, rawBody = Buffer.alloc(0), log, params } = this.request;
    const { endpoint = '' } = params as Record<string, string>;
    const { visitor } = contextOf(this.request);
    const verdict = verifyWebhook({ headers, rawBody, keys, now: this.receivedAt });
    if (verdict.status === 'verified') {
      visitor?.recognised('endpoint', endpoint);
      return new VerifiedDelivery(this.request, rawBody, verdict.id);
    }
    visitor?.refused();
    log.warn({ because: verdict.because, endpoint }, 'webhook refused');
    throw notSigned();
  }

  /**
   * For a request whose path itself bears a code that only whom we told it can know. What its body says is not read: it
   * is a reason to look, and nothing else. Each one is a command of its own, also when it comes again.
   * @throws RequestRefused 401 when the code is wrong
   */
  hint(isRight: boolean, from: Actor, scheme: string): Metadata {
    const { visitor } = contextOf(this.request);
    if (isRight) return { ...metadataOf(this.request, from), scheme };
    visitor?.refused();
    this.request.log.warn({ because: 'code' }, 'hint refused');
    throw notSigned();
  }
}

const notSigned = () =>
  new RequestRefused(401, 'request.signature.invalid', {
    detail: { fr: "la signature n'a pas pu être vérifiée", en: 'the signature could not be verified' },
  });

/** A delivery that is what its sender signed. */
export class VerifiedDelivery {
  #parsed: { readonly body: unknown } | undefined;

  constructor(
    private readonly request: KeptRequest,
    readonly rawBody: Buffer,
    /** `webhook-id`: the same at every attempt, hence the idempotency key. */
    readonly id: string,
  ) {}

  /** The body as its DTO says. @throws RequestRefused NotStrictJson 400 */
  body<Dto extends object>(dto: Type<Dto>): Promise<Dto> {
    return validated(dto, this.parsed());
  }

  /** What the body says it is, where its sender has several things to say. @throws NotStrictJson 400 */
  get type(): unknown {
    const body = this.parsed();
    return typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  }

  private parsed(): unknown {
    return (this.#parsed ??= { body: parseStrictJson(this.rawBody) }).body;
  }

  /** Metadata of its command, in the scheme of the endpoint. The same command id at every attempt. */
  by(endpoint: Actor, scheme: string): Metadata {
    return { ...metadataOf(this.request, endpoint, `webhook|${this.id}`), scheme };
  }
}

/** The signed request, to be verified with the keys of its endpoint. Only on operations allowed by `signature`. */
export const Signed = createParamDecorator((_: unknown, host: ExecutionContext): SignedRequest => {
  const request = host.switchToHttp().getRequest<KeptRequest>();
  if (contextOf(request).operation.allow !== 'signature')
    throw new Error('@Signed() needs an operation allowed by signature');
  return new SignedRequest(request);
});
