import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiBody, ApiExtension, ApiOperation } from '@nestjs/swagger';
import type { Role } from '../identity/caller.js';

/** Text that people read: French first, then English. */
export interface Bilingual {
  readonly fr: string;
  readonly en: string;
}

export interface OperationOptions {
  /** The name people and scenarios know it by: `SubmitClaim`. Unique in the application. */
  readonly name: string;
  /** Roles that may ask; `signature`: whoever signs the body with a key of the endpoint named in the path. */
  readonly allow: readonly Role[] | 'signature';
  readonly summary?: Bilingual;
  /** HTTP status of success: 200 unless said. */
  readonly status?: number;
  /** The path itself bears a code, in place of a signed body: nothing else of the request is read. */
  readonly codeInPath?: true;
  /** Its answer may hold medical fields, opened: whoever reads it is noted. */
  readonly opens?: 'medical';
  /** It speaks of the record as it stands, or of proofs that bear their own date: asked with `Entraide-Known-On`, it is refused. */
  readonly knownOn?: 'refused';
  /** DTO of a signed body, for the description of the API alone: it is read after it is verified. */
  readonly body?: Type<object>;
  /** Of a signed operation that comes often: its method takes the path and the signed request, and nothing else. */
  readonly straight?: true;
}

/** Where the guard finds what a route is. */
export const operationKey = Symbol('operation');
export const publicKey = Symbol('public');

/** Signed bodies are verified as bytes before anything reads them: the parser leaves them alone. */
export interface RouteFlags {
  readonly bytesOnly?: boolean;
  /** Work: turned away when there is too much of it. Health and the like are not. */
  readonly isOperation?: true;
  /** Name of the operation, where it is answered without Nest's chain. */
  readonly straight?: string;
}

/**
 * Makes a controller's method an operation of the API: who may ask for it, under which name. A route that is neither
 * an operation nor `@Public()` keeps the application from starting.
 */
export const Operation = (options: OperationOptions): MethodDecorator => {
  const { name, allow, summary, body, codeInPath, straight, status = 200 } = options;
  const bySignature = allow === 'signature';
  return applyDecorators(
    SetMetadata(operationKey, options),
    RouteConfig({
      bytesOnly: bySignature,
      isOperation: true,
      ...(straight && { straight: name }),
    } satisfies RouteFlags),
    HttpCode(status),
    ApiOperation({
      operationId: name,
      summary: summary ? `${summary.fr} / ${summary.en}` : name,
      description: codeInPath
        ? 'Code dans l’adresse / Code in the address'
        : bySignature
          ? 'Standard Webhooks: v1, v1a'
          : `Rôles / Roles: ${allow.join(', ')}`,
    }),
    ApiExtension('x-roles', bySignature ? ['signature'] : [...allow]),
    ...(bySignature ? [] : [ApiBearerAuth()]),
    ...(body ? [ApiBody({ type: body })] : []),
  );
};

/** A route anybody may call without a token: health and the like. Never one that reads or changes business data. */
export const Public = (): MethodDecorator => SetMetadata(publicKey, true);
