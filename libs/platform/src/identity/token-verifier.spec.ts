import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  base64url,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { Configuration } from '../configuration.js';
import { KeysUnavailable, TokenRefused, tokenVerifierOf, type TokenVerifier } from './token-verifier.js';

const issuer = 'https://id.example';
let privateKey: CryptoKey;
let publicKey: CryptoKey;
let attackers: CryptoKey;
let server: Server;
let origin: string;
let verifier: TokenVerifier;
const fetched: string[] = [];
let down = false;

beforeAll(async () => {
  ({ privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true }));
  ({ privateKey: attackers } = await generateKeyPair('RS256', { extractable: true }));
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }];
  server = createServer((request, response) => {
    fetched.push(request.url ?? '');
    response.writeHead(down ? 500 : 200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  verifier = await fresh();
});
afterAll(() => new Promise(resolve => server.close(resolve)));

const fresh = (environment = {}) =>
  tokenVerifierOf(
    new Configuration({
      OIDC_ISSUER: issuer,
      OIDC_AUDIENCE: 'entraide',
      OIDC_JWKS_URI: `${origin}/keys`,
      ...environment,
    }),
  );

const now = () => Math.floor(Date.now() / 1000);
const claims = (changes: JWTPayload = {}): JWTPayload => ({
  iss: issuer,
  aud: 'entraide',
  sub: 'u-1',
  iat: now(),
  exp: now() + 600,
  entraide_role: 'scheme-clerk',
  entraide_schemes: ['bobo'],
  ...changes,
});
const header = (changes: Partial<JWTHeaderParameters> = {}): JWTHeaderParameters => ({
  alg: 'RS256',
  typ: 'at+jwt',
  kid: 'k1',
  ...changes,
});
const token = (changes: JWTPayload = {}, of: Partial<JWTHeaderParameters> = {}, key = privateKey) =>
  new SignJWT(claims(changes)).setProtectedHeader(header(of)).sign(key);

test('a sound token says who is asking', async () => {
  expect(
    await verifier.verify(
      await token({ entraide_schemes: ['kaya', 'bobo'], entraide_provider: 'P1', entraide_funder: 'F1' }),
    ),
  ).toEqual({
    id: 'u-1',
    role: 'scheme-clerk',
    schemes: ['bobo', 'kaya'],
    provider: 'P1',
    funder: 'F1',
  });
  expect((await verifier.verify(await token({ entraide_schemes: ['*'] }))).schemes).toBe('all');
});

describe('time, with thirty seconds of grace', () => {
  test.each<[string, () => JWTPayload, boolean]>([
    ['expired 20 seconds ago', () => ({ exp: now() - 20 }), true],
    ['expired 31 seconds ago', () => ({ exp: now() - 31 }), false],
    ['valid in 20 seconds', () => ({ nbf: now() + 20 }), true],
    ['valid in 32 seconds', () => ({ nbf: now() + 32 }), false],
  ])('%s', async (_, changes, accepted) => {
    const verdict = verifier.verify(await token(changes()));
    if (accepted) await expect(verdict).resolves.toMatchObject({ id: 'u-1' });
    else await expect(verdict).rejects.toThrow(TokenRefused);
  });
});

describe('is refused', () => {
  test.each<[string, () => Promise<string> | string]>([
    ['no signature (alg none)', () => new UnsecuredJWT(claims()).encode()],
    [
      'alg none, written by hand',
      async () => `${base64url.encode('{"alg":"none","typ":"at+jwt","kid":"k1"}')}.${(await token()).split('.')[1]}.`,
    ],
    [
      'HS256 with the public key as its secret',
      async () =>
        new SignJWT(claims())
          .setProtectedHeader(header({ alg: 'HS256' }))
          .sign(Buffer.from(await exportSPKI(publicKey))),
    ],
    [
      'RS512, which is not on the list',
      async () => {
        const other = await generateKeyPair('RS512');
        return token({}, { alg: 'RS512' }, other.privateKey);
      },
    ],
    ["another's key", () => token({}, {}, attackers)],
    ['an unknown kid', () => token({}, { kid: 'k2' })],
    [
      "another's key, at an address the token names",
      () => token({}, { jku: `${origin}/attacker`, kid: 'k9' }, attackers),
    ],
    ["another's key, in the token itself", async () => token({}, { jwk: await exportJWK(publicKey) }, attackers)],
    ['another issuer', () => token({ iss: 'https://evil.example' })],
    ['another audience', () => token({ aud: 'other' })],
    ['no audience', () => token({ aud: undefined })],
    ['an id token', () => token({}, { typ: 'JWT' })],
    ['no type', () => token({}, { typ: undefined })],
    ['no subject', () => token({ sub: undefined })],
    ['no expiry', () => token({ exp: undefined })],
    ['no role', () => token({ entraide_role: undefined })],
    ['a role nobody has', () => token({ entraide_role: 'root' })],
    ['no schemes', () => token({ entraide_schemes: undefined })],
    ['every scheme and one more', () => token({ entraide_schemes: ['*', 'bobo'] })],
    ['a scheme that is no id', () => token({ entraide_schemes: ['bobo,kaya'] })],
    [
      'a changed payload',
      async () => (await token()).replace(/\.[^.]+\./, `.${base64url.encode(JSON.stringify(claims({ sub: 'u-2' })))}.`),
    ],
    ['nothing like a token', () => 'abc'],
    ['more than a token', () => 'a'.repeat(8193)],
  ])('%s', async (_, made) => expect(verifier.verify(await made())).rejects.toThrow(TokenRefused));
});

test('keys were fetched from the configured place alone', () => {
  expect(new Set(fetched)).toEqual(new Set(['/keys']));
});

test('the type of tokens is a setting of the issuer, never "any"', async () => {
  const plain = await fresh({ OIDC_TOKEN_TYPE: 'JWT' });
  expect(await plain.verify(await token({}, { typ: 'JWT' }))).toMatchObject({ id: 'u-1' });
  await expect(plain.verify(await token())).rejects.toThrow(TokenRefused);
});

test('when the keys cannot be fetched, nobody is let in and nobody is called an impostor', async () => {
  down = true;
  await expect((await fresh()).verify(await token())).rejects.toThrow(KeysUnavailable);
  down = false;
});
