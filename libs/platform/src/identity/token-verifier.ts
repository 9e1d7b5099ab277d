import { createHash } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { devAudience, devIssuer, type Configuration } from '../configuration.js';
import { schemeIdShape } from '../http/fields.js';
import { isRole, type CallerIdentity } from './caller.js';
import { devKeys } from './dev-issuer.js';

/** The token is not one of ours, or not any more. Why is for the security log, not for the caller. */
export class TokenRefused extends Error {}

/** The issuer's keys cannot be fetched: nobody can be told who they are, so nobody is let in. */
export class KeysUnavailable extends Error {}

/** Says who is asking from an access token. */
export abstract class TokenVerifier {
  /** @throws TokenRefused KeysUnavailable */
  abstract verify(token: string): Promise<CallerIdentity>;
}

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** Header `typ` the issuer gives its access tokens: `at+jwt` (RFC 9068), or `JWT` for some. */
  readonly typ: string;
}

/** Signatures with a private key only: a shared secret or none at all proves nothing. */
const algorithms = ['ES256', 'RS256', 'EdDSA'];
/** @unit seconds */
const clockTolerance = 30;
const longestToken = 8192;
/** A verified token is believed this long without checking again, never past its expiry. @unit milliseconds */
const believedFor_ms = 30_000;

/** Keys come from the configured place alone; what the token's header says about keys (jku, jwk, x5u) is ignored. */
export class JwtVerifier extends TokenVerifier {
  private readonly verified = new LRUCache<string, CallerIdentity>({ max: 2000 });

  constructor(
    private readonly keys: JWTVerifyGetKey,
    private readonly rules: TokenRules,
  ) {
    super();
  }

  async verify(token: string): Promise<CallerIdentity> {
    if (token.length > longestToken) throw new TokenRefused('longer than a token is');
    const digest = createHash('sha256').update(token).digest('base64');
    const known = this.verified.get(digest);
    if (known) return known;
    const payload = await this.check(token);
    const caller = callerOf(payload);
    const left_ms = ((payload.exp ?? 0) + clockTolerance) * 1000 - Date.now();
    if (left_ms > 1) this.verified.set(digest, caller, { ttl: Math.min(left_ms, believedFor_ms) });
    return caller;
  }

  private async check(token: string): Promise<JWTPayload> {
    try {
      const required = ['sub', 'exp', 'iat', 'iss', 'aud'];
      const { payload } = await jwtVerify(token, this.keys, {
        ...this.rules,
        algorithms,
        clockTolerance,
        requiredClaims: required,
      });
      return payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError) || faultsOfKeys.has(error.code))
        throw new KeysUnavailable('keys', { cause: error });
      throw new TokenRefused(error.code, { cause: error });
    }
  }
}

/** Errors of jose that speak of the key set, not of the token. */
const faultsOfKeys = new Set([errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code]);

/** @throws TokenRefused when the claims do not say who that is, plainly. */
const callerOf = (claims: JWTPayload): CallerIdentity => {
  const {
    sub,
    entraide_role: role,
    entraide_schemes: schemes,
    entraide_provider: provider,
    entraide_funder: funder,
  } = claims;
  if (!sub || sub.length > 200) throw new TokenRefused('sub');
  if (!isRole(role)) throw new TokenRefused('entraide_role');
  if (!Array.isArray(schemes) || !schemes.every(name => typeof name === 'string'))
    throw new TokenRefused('entraide_schemes');
  const everywhere = schemes.length === 1 && schemes[0] === '*';
  if (!everywhere && !schemes.every(name => schemeIdShape.test(name))) throw new TokenRefused('entraide_schemes');
  return {
    id: sub,
    role,
    schemes: everywhere ? 'all' : [...new Set<string>(schemes)].sort(),
    ...(typeof provider === 'string' ? { provider } : {}),
    ...(typeof funder === 'string' ? { funder } : {}),
  };
};

/** The verifier a configuration asks for; the development issuer's key is made when it is not there yet. */
export const tokenVerifierOf = async ({ authentication, dataDir }: Configuration): Promise<TokenVerifier> => {
  if (authentication.mode === 'oidc') {
    return new JwtVerifier(
      createRemoteJWKSet(new URL(authentication.jwksUri), { timeoutDuration: 5000 }),
      authentication,
    );
  }
  const { publicKey } = await devKeys(dataDir);
  return new JwtVerifier(createLocalJWKSet({ keys: [publicKey] }), {
    issuer: devIssuer,
    audience: devAudience,
    typ: 'at+jwt',
  });
};
