import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { shards } from '#eventstore';
import { Configuration, roles } from '#platform';
import { keyFromFile } from '../../libs/eventstore/src/sealing/key-file.js';
import { gatewayContexts } from '../gateway/routes.js';

const read = (file: string): string => readFileSync(file, 'utf8');

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
  readonly restart?: string;
  readonly healthcheck?: object;
  readonly networks?: readonly string[] | Readonly<Record<string, object>>;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const contexts = services.filter(([name]) => gatewayContexts.some(context => context === name));

/** What a person sets in .env, as Compose would put it in. */
const given: Readonly<Record<string, string>> = { AUTH_HOST: 'id.example.org', ENTRAIDE_HOST: 'example.org' };
const interpolated = (text: string): string =>
  text.replace(
    /\$\{(\w+)(?::[?-]([^}]*))?\}/g,
    (_, name: string, otherwise?: string) => given[name] ?? otherwise ?? '',
  );

describe('docker-compose.yml', () => {
  test('is what the Compose Specification allows', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const { $schema: _, ...schema } = JSON.parse(read('infra/checks/schemas/compose-spec.json')) as Record<
      string,
      unknown
    >;
    const validate = ajv.compile(schema);
    validate(compose);
    expect(validate.errors).toBeNull();
    expect(validate({ services: { wrong: { imagine: 'x' } } })).toBe(false);
  });

  test('runs every context, by the app of its name', () => {
    expect(contexts.map(([name]) => name).sort()).toEqual([...gatewayContexts].sort());
    for (const [name, { command }] of contexts) {
      expect(command?.join(' ')).toBe(`node dist/apps/${name}/src/main.js`);
      expect(existsSync(`apps/${name}/src/main.ts`)).toBe(true);
    }
  });

  test.each(contexts)('%s gets a configuration that production accepts, without the database of another', name => {
    const { environment = {}, secrets = [] } = compose.services[name]!;
    // Secrets are read from files that are not here: their values stand in.
    const { DATABASE_URL_FILE: url, METRICS_TOKEN_FILE: token, PROOF_PASSPHRASE_FILE: signs, ...plain } = environment;
    const settings = Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, interpolated(value)]));
    const configuration = new Configuration({
      ...settings,
      DATABASE_URL: `postgresql://entraide_${name}:x@postgres/entraide`,
      METRICS_TOKEN: 'x'.repeat(64),
    });
    expect(configuration.production).toBe(true);
    expect(url).toBe(`/run/secrets/${name}_database_url`);
    expect(token).toBe('/run/secrets/metrics_token');
    const own = signs === undefined ? [] : ['proof_passphrase'];
    expect([...secrets].sort()).toEqual([`${name}_database_url`, 'master_key', 'metrics_token', ...own].sort());
    expect(own.length > 0).toBe(name === 'audit');
  });

  test('and so does the job that prepares the database, the only one that may', () => {
    const { environment = {} } = compose.services['migrate']!;
    const { METRICS_TOKEN_FILE: _token, DATABASE_URL_FILE: _url, ...plain } = environment;
    const settings = Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, interpolated(value)]));
    const configuration = new Configuration({ ...settings, DATABASE_URL: 'postgresql://postgres:x@postgres/postgres' });
    expect(configuration.databaseUrl).toBeDefined();
    const allowed = services.filter(([, { secrets = [] }]) => secrets.includes('admin_database_url'));
    expect(allowed.map(([name]) => name)).toEqual(['migrate']);
  });

  test('pins every image by its version', () => {
    const loose = services.filter(
      ([, { image }]) =>
        !/^(?:\$\{ENTRAIDE_IMAGE:-entraide:local\}|.+:v?\d+\.\d+\.\d+.*|.+:18\.\d+-bookworm)$/.test(image),
    );
    expect(loose.map(([name]) => name)).toEqual([]);
  });

  test('and the broker is the one of infra/kafka', () => {
    const version = /<kafka\.version>([\d.]+)</.exec(read('infra/kafka/pom.xml'))?.[1];
    expect(compose.services['kafka']?.image).toBe(`apache/kafka:${version}`);
  });

  test('holds no secret and no default for one', () => {
    const text = read('docker-compose.yml');
    const inTheOpen = /(?<!\$\{\w*)(?:PASSWORD|TOKEN|SECRET|_KEY)\w*:\s*(?!\/run\/secrets\/)\S+/g;
    expect(text.match(inTheOpen) ?? []).toEqual([]);
    expect(text.match(/\$\{(?:ENTRAIDE_HOST|AUTH_HOST|ENTRAIDE_SECRETS):-/)).toBeNull();
  });

  test('mounts the secrets a service names, and only what exists', () => {
    const declared = Object.keys(compose.secrets);
    const used = services.flatMap(([, { secrets = [] }]) => secrets);
    expect([...new Set(used)].sort()).toEqual(declared.sort());
    const folders = services.flatMap(([, { volumes = [] }]) => volumes.map(volume => volume.split(':')[0]!));
    expect(folders.filter(folder => folder.startsWith('./') && !existsSync(folder))).toEqual([]);
  });

  test('shows the world nothing but Caddy', () => {
    const open = services.flatMap(([name, { ports = [] }]) =>
      ports.filter(port => !port.startsWith('127.0.0.1:')).map(() => name),
    );
    expect([...new Set(open)]).toEqual(['caddy']);
  });

  test('everything that stays has a health check; what can is read-only, and nothing is root but Caddy', () => {
    const staying = services.filter(([, { restart }]) => restart !== 'no');
    expect(staying.filter(([, { healthcheck }]) => !healthcheck)).toEqual([]);
    const writable = services.filter(([, service]) => !service.read_only).map(([name]) => name);
    expect(writable.sort()).toEqual(['kafka', 'keycloak']);
    // The images of Kafka and Keycloak name a user of their own.
    const unnamed = services.filter(([, { user }]) => user === undefined).map(([name]) => name);
    expect(unnamed.sort()).toEqual(['caddy', 'kafka', 'keycloak']);
  });
});

describe('make-secrets.sh', () => {
  let folder: string;
  const make = () => execFileSync('sh', ['infra/docker/make-secrets.sh', folder]);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'entraide-secrets-'));
    make();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const secret = (name: string) => read(join(folder, name));

  test('makes what docker-compose.yml mounts, for no other eyes', () => {
    const files = Object.values(compose.secrets).map(({ file }) => file.split('/').at(-1));
    expect(readdirSync(folder).sort()).toEqual(files.sort());
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o640);
  });

  test('gives each context the address of its own role, with the password that role will have', () => {
    const passwords = JSON.parse(secret('database_credentials')) as Record<string, string>;
    expect(Object.keys(passwords).sort()).toEqual(['owner', ...shards].sort());
    for (const context of gatewayContexts) {
      const { username, password, pathname } = new URL(secret(`${context}_database_url`));
      expect([username, password, pathname]).toEqual([`entraide_${context}`, passwords[context], '/entraide']);
    }
    expect(new URL(secret('admin_database_url')).password).toBe(secret('postgres_password'));
    expect(new Set(Object.values(passwords)).size).toBe(shards.length + 1);
  });

  test('makes a master key the services can use', async () =>
    expect(await keyFromFile(join(folder, 'master_key'))).toHaveProperty('id'));

  test('adds the address and the password of a role that came later, and changes no other', () => {
    const before = secret('database_credentials');
    const { webhooks, ...others } = JSON.parse(before) as Record<string, string>;
    writeFileSync(join(folder, 'database_credentials'), JSON.stringify(others));
    rmSync(join(folder, 'webhooks_database_url'));
    make();
    const after = JSON.parse(secret('database_credentials')) as Record<string, string>;
    expect(after).toEqual({ ...others, webhooks: new URL(secret('webhooks_database_url')).password });
    expect(after['webhooks']).toMatch(/^[0-9a-f]{64}$/);
    expect(after['webhooks']).not.toBe(webhooks);
    expect(statSync(join(folder, 'database_credentials')).mode & 0o777).toBe(0o640);
  });

  test('replaces nothing', () => {
    const before = secret('master_key') + secret('database_credentials');
    make();
    expect(secret('master_key') + secret('database_credentials')).toBe(before);
  });
});

describe('the image', () => {
  const dockerfile = read('infra/docker/Dockerfile');

  test('runs as a user that owns nothing, the one Compose names', () => {
    expect(dockerfile).toMatch(/^USER 10001:10001$/m);
    expect(dockerfile.match(/^FROM \S+/gm)?.every(line => /:\d+\.\d+\.\d+-/.test(line))).toBe(true);
  });

  test('is made of folders that exist', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from = '']) => from.split(' '));
    expect(copied.filter(file => !existsSync(file))).toEqual([]);
  });
});

describe('the realm of Keycloak', () => {
  const realm = JSON.parse(read('infra/keycloak/realm.json')) as {
    clients: { attributes: object; protocolMappers: { config: Record<string, string> }[] }[];
    components: Record<string, { config: Record<string, string[]> }[]>;
  };
  const profile = JSON.parse(
    realm.components['org.keycloak.userprofile.UserProfileProvider']![0]!.config['kc.user.profile.config']![0]!,
  ) as {
    attributes: { name: string; permissions: { edit: string[] }; validations: { options?: { options: string[] } } }[];
  };
  const ours = profile.attributes.filter(({ name }) => name.startsWith('entraide_'));

  test('knows the roles of the application, but the one no person has', () => {
    const known = ours.find(({ name }) => name === 'entraide_role')?.validations.options?.options;
    expect([...(known ?? []), 'system'].sort()).toEqual([...roles].sort());
  });

  test('lets nobody change what they may do', () =>
    expect(ours.filter(({ permissions }) => permissions.edit.join() !== 'admin')).toEqual([]));

  test('puts into access tokens what the application reads', () => {
    const configs = realm.clients.flatMap(({ protocolMappers }) => protocolMappers.map(({ config }) => config));
    expect(configs.map(config => config['claim.name'] ?? config['included.custom.audience'])).toEqual([
      ...ours.map(({ name }) => name),
      compose.services['membership']?.environment?.['OIDC_AUDIENCE'],
    ]);
    expect(realm.clients.map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({ 'access.token.header.type.rfc9068': 'true' }),
    ]);
  });
});
