import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked of the double: never what was sent. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly fields: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const errors = (status: number, ...texts: string[]): Answer => ({ status, body: { errors: texts } });
const data = (of: object): Answer => ({ status: 200, body: { request_id: 'r', lease_duration: 0, data: of } });

type Versions<Key> = Key[];
type Input = Readonly<Record<string, unknown>>;

/**
 * Vault's transit engine over the wire, as its public API describes it: two kinds of keys (aes256-gcm96, ed25519) with
 * versions, ciphertexts that name theirs (`vault:v2:…`), a token in a header, errors in a list. For specs.
 */
export class VaultDouble {
  readonly asked: Asked[] = [];
  readonly token = randomBytes(12).toString('hex');
  /** As after a restart: nothing is answered before somebody unseals it. */
  isSealed = false;
  private readonly ciphers = new Map<string, Versions<Buffer>>();
  private readonly signers = new Map<string, Versions<KeyObject>>();
  private readonly leastVersions = new Map<string, number>();
  private server: Server | undefined;

  async listen(): Promise<string> {
    const server = (this.server = createServer((request, response) => {
      void read(request).then(body => {
        const { status, body: answer } = this.answer(request, body);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    }));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  /** `vault write -f transit/keys/<name>/rotate`: makes it, the first time. */
  rotate(name: string, type: 'aes256-gcm96' | 'ed25519'): void {
    if (type === 'ed25519')
      this.signers.set(name, [...(this.signers.get(name) ?? []), generateKeyPairSync('ed25519').privateKey]);
    else this.ciphers.set(name, [...(this.ciphers.get(name) ?? []), randomBytes(32)]);
  }

  /** `vault write transit/keys/<name>/config min_encryption_version=…`: older versions sign no more. */
  least(name: string, version: number): void {
    this.leastVersions.set(name, version);
  }

  publicKeyOf(name: string): KeyObject {
    return createPublicKey(this.signers.get(name)!.at(-1)!);
  }

  private answer({ method = '', url = '', headers }: IncomingMessage, body: string): Answer {
    if (this.isSealed) return errors(503, 'Vault is sealed');
    if (headers['x-vault-token'] !== this.token) return errors(403, 'permission denied');
    const input = (body === '' ? {} : JSON.parse(body)) as Input;
    this.asked.push({ method, path: url, fields: Object.keys(input).sort() });
    const [, operation = '', name = ''] = /^\/v1\/transit\/(\w+)\/([\w%.-]+)$/.exec(url) ?? [];
    if (operation === 'keys' && method === 'GET') return this.described(decodeURIComponent(name));
    // Vault takes PUT for POST.
    if (method !== 'POST' && method !== 'PUT') return errors(405, 'unsupported operation');
    return this.carriedOut(operation, decodeURIComponent(name), input);
  }

  private described(name: string): Answer {
    const [ciphers, signers] = [this.ciphers.get(name), this.signers.get(name)];
    if (ciphers)
      return data({
        name,
        type: 'aes256-gcm96',
        latest_version: ciphers.length,
        // Of a symmetric key, when each version was made: seconds since 1970.
        keys: Object.fromEntries(ciphers.map((_, index) => [index + 1, 1_700_000_000])),
        supports_signing: false,
      });
    if (!signers) return errors(404);
    const keys = signers.map((key, index) => [
      index + 1,
      { name: 'ed25519', public_key: rawPublicKey(key).toString('base64'), creation_time: '2026-01-01T00:00:00Z' },
    ]);
    const described = { name, type: 'ed25519', latest_version: signers.length, supports_signing: true };
    return data({ ...described, keys: Object.fromEntries(keys) as object });
  }

  private carriedOut(operation: string, name: string, input: Input): Answer {
    const ciphers = this.ciphers.get(name);
    if (operation === 'sign') return this.signed(name, input);
    if (!ciphers) return errors(400, 'encryption key not found');
    if (operation === 'encrypt') {
      if (!isBase64(input['plaintext'])) return errors(400, 'failed to base64-decode plaintext');
      return this.encrypted(ciphers, Buffer.from(input['plaintext'], 'base64'));
    }
    if (operation !== 'decrypt' && operation !== 'rewrap') return errors(404);
    const plain = decrypted(ciphers, String(input['ciphertext'] ?? ''));
    if (!plain) return errors(400, 'invalid ciphertext: unable to decrypt');
    return operation === 'decrypt' ? data({ plaintext: plain.toString('base64') }) : this.encrypted(ciphers, plain);
  }

  private encrypted(ciphers: Versions<Buffer>, plain: Buffer): Answer {
    const [iv, version] = [randomBytes(12), ciphers.length];
    const box = createCipheriv('aes-256-gcm', ciphers.at(-1)!, iv);
    const bytes = Buffer.concat([iv, box.update(plain), box.final(), box.getAuthTag()]);
    return data({ ciphertext: `vault:v${version}:${bytes.toString('base64')}`, key_version: version });
  }

  private signed(name: string, { input, key_version: asked }: Input): Answer {
    const versions = this.signers.get(name);
    if (!versions) return errors(400, 'signing key not found');
    if (!isBase64(input)) return errors(400, 'unable to decode input as base64');
    const version = asked === undefined || asked === 0 ? versions.length : Number(asked);
    const key = versions[version - 1];
    if (!key) return errors(400, 'requested version for signing does not exist');
    if (version < (this.leastVersions.get(name) ?? 1)) return errors(400, 'requested version for signing is too old');
    const signature = sign(null, Buffer.from(input, 'base64'), key).toString('base64');
    return data({ signature: `vault:v${version}:${signature}`, key_version: version });
  }
}

const isBase64 = (value: unknown): value is string =>
  typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value;

const rawPublicKey = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);

const decrypted = (ciphers: Versions<Buffer>, ciphertext: string): Buffer | undefined => {
  const [, version, text] = /^vault:v(\d+):(.+)$/.exec(ciphertext) ?? [];
  const key = ciphers[Number(version) - 1];
  if (!key || text === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64');
  try {
    const box = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(-16));
    return Buffer.concat([box.update(bytes.subarray(12, -16)), box.final()]);
  } catch {
    return undefined;
  }
};

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};
