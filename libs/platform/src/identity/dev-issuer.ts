import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { devAudience, devIssuer } from '../configuration.js';
import type { Role } from './caller.js';

/** The development issuer's key cannot be used. */
export class DevIssuerRefused extends Error {}

/** File in DATA_DIR that holds the key: who can read it can be anybody, on this machine, out of production. */
const keyFile = 'dev-issuer.json';

export interface DevKeys {
  readonly privateKey: JWK;
  readonly publicKey: JWK;
}

/**
 * The key pair of the development issuer, made when it is not there yet, readable by its owner alone.
 * @throws DevIssuerRefused in production, and when others could read the file.
 */
export const devKeys = async (dataDir: string): Promise<DevKeys> => {
  if (process.env['NODE_ENV'] === 'production')
    throw new DevIssuerRefused('there is no development issuer in production');
  const path = join(dataDir, keyFile);
  const privateKey = (await readKey(path)) ?? (await makeKey(dataDir, path));
  const publicKey: JWK = {
    kty: privateKey.kty,
    crv: privateKey.crv,
    x: privateKey.x,
    y: privateKey.y,
    kid: privateKey.kid,
    alg: 'ES256',
  };
  return { privateKey, publicKey };
};

const readKey = async (path: string): Promise<JWK | undefined> => {
  try {
    if (((await stat(path)).mode & 0o077) !== 0)
      throw new DevIssuerRefused(`others can read ${path}: chmod 600 it, or remove it`);
    return JSON.parse(await readFile(path, 'utf8')) as JWK;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Written aside and linked into place, so that of two processes starting together one makes the key, whole. */
const makeKey = async (dataDir: string, path: string): Promise<JWK> => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const key: JWK = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256' };
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, `${JSON.stringify(key)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(aside, path);
    return key;
  } catch (error) {
    const other = await readKey(path);
    if (!other) throw error;
    return other;
  } finally {
    await unlink(aside);
  }
};

export interface DevTokenOptions {
  readonly dataDir: string;
  readonly role: Role;
  /** `['*']` for all of them. */
  readonly schemes: readonly string[];
  readonly provider?: string;
  readonly funder?: string;
  /** `dev:<role>` unless said. */
  readonly subject?: string;
  /** @unit seconds; 900 unless said, a day at most. */
  readonly lifetime?: number;
}

const longestLife = 86_400;

/** A token of the development issuer, for the command line and for tests. @throws DevIssuerRefused */
export const mintDevToken = async (options: DevTokenOptions): Promise<string> => {
  const { dataDir, role, schemes, provider, funder, subject = `dev:${role}`, lifetime = 900 } = options;
  if (!(lifetime > 0 && lifetime <= longestLife))
    throw new DevIssuerRefused(`a token lives from 1 to ${longestLife} seconds`);
  const { privateKey } = await devKeys(dataDir);
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    entraide_role: role,
    entraide_schemes: [...schemes],
    ...(provider === undefined ? {} : { entraide_provider: provider }),
    ...(funder === undefined ? {} : { entraide_funder: funder }),
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: privateKey.kid })
    .setIssuer(devIssuer)
    .setAudience(devAudience)
    .setSubject(subject)
    .setIssuedAt(now)
    .setExpirationTime(now + Math.floor(lifetime))
    .sign(await importJWK(privateKey, 'ES256'));
};
