import { isIP } from 'node:net';
import {
  isLogAddress,
  isShard,
  logAddressExample,
  type LogElsewhere,
  type Shard,
  shards,
  type VaultOptions,
} from '#eventstore';
import { masterKeyVault } from './custody-settings.js';
import { type Environment, EnvironmentReader } from './environment.js';
import { type KafkaSettings, kafkaSettings } from './kafka-settings.js';
import { type LimitSettings, limitSettings } from './limits/limit-settings.js';
import { roleName } from './postgres/credentials.js';
import { type PaymentSettings, paymentSettings } from './payments/payment-settings.js';
import { type ProofSettings, proofSettings } from './proof-settings.js';
import { type WebhookSettings, webhookSettings } from './webhook-settings.js';

export type { Environment } from './environment.js';
export type { KafkaSettings } from './kafka-settings.js';
export type { ProofSettings } from './proof-settings.js';
export type { WebhookSettings } from './webhook-settings.js';

export class ConfigurationInvalid extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`the configuration is not valid:\n${problems.map(problem => `  - ${problem}`).join('\n')}`);
  }
}

/** Whom to believe about who is asking. */
export type Authentication =
  | {
      readonly mode: 'oidc';
      readonly issuer: string;
      readonly audience: string;
      readonly jwksUri: string;
      readonly typ: string;
    }
  | { readonly mode: 'embedded-dev' };

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Tokens of the development issuer bear this name; no production configuration accepts it. */
export const devIssuer = 'urn:entraide:dev';
export const devAudience = 'entraide';

/** Everything the environment can say, read once at boot. */
export class Configuration {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /**
   * An account that prepares the database: it makes the roles and schemas that are missing. Absent: PostgreSQL is
   * embedded, its files in `dataDir`; or the contexts have `contextUrls`.
   */
  readonly databaseUrl?: string;
  /** The database as each context's own role: with these a process prepares and migrates nothing. */
  readonly contextUrls: Readonly<Partial<Record<Shard, string>>>;
  /** Where the event log is kept, if not in the database. */
  readonly eventLog?: LogElsewhere;
  /** Passwords of the roles, JSON role → password. Absent: `credentials.json` in `dataDir`, made when missing. */
  readonly credentialsFile?: string;
  /** The key that wraps all others: must be there. Absent: `keys/master.json` in `dataDir`, made when missing. */
  readonly masterKeyFile?: string;
  /** The key file is opened by this key of Vault's. Absent: as it is. */
  readonly masterKeyVault?: VaultOptions;
  /** Of the contexts an application has, those this process runs. Absent: all of them. */
  readonly contexts?: readonly Shard[];
  /** How messages travel between contexts: within this process, or over these brokers. */
  readonly kafka?: KafkaSettings;
  readonly authentication: Authentication;
  /** How the logs are signed, by the process that runs audit. */
  readonly proof: ProofSettings;
  /** `virtual`: the instant comes with each request, in `Entraide-Instant`. */
  readonly clock: 'system' | 'virtual';
  /** Where providers' systems may be told, by the process that runs webhooks. */
  readonly webhooks: WebhookSettings;
  readonly logLevel: LogLevel;
  readonly store: 'postgres' | 'memory';
  /** How schemes are paid by telephone. */
  readonly payments: PaymentSettings;
  /** How much is taken from whom, and at once. */
  readonly limits: LimitSettings;
  /** Days that are over are closed without being asked. */
  readonly closesDays: boolean;
  /** Bearer token that may read /metrics from another host. At least 32 characters. */
  readonly metricsToken?: string;

  /** @throws ConfigurationInvalid naming every error, not only the first. */
  constructor(environment: Environment = process.env) {
    const read = new EnvironmentReader(environment);
    this.production = environment['NODE_ENV'] === 'production';
    this.port = read.port('PORT', 3000);
    this.host = read.text('HOST', '127.0.0.1');
    this.dataDir = read.text('DATA_DIR', '.data');
    ({ databaseUrl: this.databaseUrl, contextUrls: this.contextUrls } = databaseUrls(read));
    this.eventLog = eventLogElsewhere(read);
    this.credentialsFile = read.optional('CREDENTIALS_FILE');
    this.masterKeyFile = read.optional('MASTER_KEY_FILE');
    this.masterKeyVault = masterKeyVault(read);
    this.contexts = contextsNamed(read);
    if (read.oneOf('TRANSPORT', ['in-process', 'kafka']) === 'kafka') this.kafka = kafkaSettings(read);
    this.proof = proofSettings(read, this.dataDir);
    this.clock = read.oneOf('CLOCK', ['system', 'virtual']);
    this.webhooks = webhookSettings(read, this.clock);
    this.payments = paymentSettings(read, this.clock, this.production);
    this.logLevel = read.oneOf('LOG_LEVEL', ['info', ...logLevels]);
    this.limits = limitSettings(read, this.clock);
    this.closesDays = read.oneOf('CLOSE_DAYS', ['on', 'off']) === 'on' && this.clock === 'system';
    this.store = read.oneOf('STORE', ['postgres', 'memory']);
    this.metricsToken = read.secret('METRICS_TOKEN');
    this.authentication =
      read.oneOf('AUTH_MODE', ['oidc', 'embedded-dev']) === 'oidc'
        ? oidc(read, this.production)
        : embeddedDev(read, this.production, this.host);
    if (this.clock === 'virtual')
      read.refuseIf(this.production, 'CLOCK=virtual lets a request say when it is: not in production');
    read.refuseIf(
      this.production && this.kafka !== undefined && this.databaseUrl !== undefined,
      `DATABASE_URL prepares databases: a service in production has its context's own role, ${roleName('benefits')} for one`,
    );
    if (this.store === 'memory') read.refuseIf(this.production, 'STORE=memory forgets everything: not in production');
    read.refuseIf((this.metricsToken?.length ?? 32) < 32, 'METRICS_TOKEN needs at least 32 characters');
    if (read.problems.length > 0) throw new ConfigurationInvalid(read.problems);
  }
}

const oidc = (read: EnvironmentReader, production: boolean): Authentication => {
  const issuer = read.required('OIDC_ISSUER', 'tokens of which issuer are believed (AUTH_MODE=oidc)');
  const audience = read.required('OIDC_AUDIENCE', 'for which audience a token must be made (AUTH_MODE=oidc)');
  const jwksUri =
    read.url('OIDC_JWKS_URI', ['https:', 'http:']) ?? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;
  read.refuseIf(issuer.startsWith('urn:entraide:dev'), 'OIDC_ISSUER names the development issuer');
  read.refuseIf(
    issuer !== '' && !jwksUri.startsWith('https:') && (production || !isLoopback(hostOf(jwksUri))),
    `keys are fetched over https only: ${jwksUri} (OIDC_JWKS_URI)`,
  );
  return { mode: 'oidc', issuer, audience, jwksUri, typ: read.text('OIDC_TOKEN_TYPE', 'at+jwt') };
};

const embeddedDev = (read: EnvironmentReader, production: boolean, host: string): Authentication => {
  read.refuseIf(production, 'AUTH_MODE=embedded-dev never runs in production');
  read.refuseIf(!isLoopback(host), `AUTH_MODE=embedded-dev listens on a loopback address only, not on ${host} (HOST)`);
  read.refuseIf(read.optional('ALLOW_DEV_ISSUER') !== '1', 'AUTH_MODE=embedded-dev needs ALLOW_DEV_ISSUER=1');
  return { mode: 'embedded-dev' };
};

const postgres = ['postgres:', 'postgresql:'];

/** `DATABASE_URL_BENEFITS`, or `DATABASE_URL` when it is of that role, is the context's; any other prepares. */
const databaseUrls = (read: EnvironmentReader): Pick<Configuration, 'databaseUrl' | 'contextUrls'> => {
  const url = read.url('DATABASE_URL', postgres, read.secret('DATABASE_URL'));
  const role = url === undefined ? undefined : decodeURIComponent(new URL(url).username);
  const contextUrls: Partial<Record<Shard, string>> = {};
  for (const shard of shards) {
    const name = `DATABASE_URL_${shard.toUpperCase()}`;
    const own = read.url(name, postgres, read.secret(name)) ?? (role === roleName(shard) ? url : undefined);
    if (own !== undefined) contextUrls[shard] = own;
  }
  return { databaseUrl: Object.values(contextUrls).includes(url ?? '') ? undefined : url, contextUrls };
};

/** An address may hold a password: it is never quoted. */
const eventLogElsewhere = (read: EnvironmentReader): LogElsewhere | undefined => {
  const [url, prefix] = [read.secret('EVENT_LOG_URL'), read.optional('EVENT_LOG_PREFIX')];
  const access = read.optional('EVENT_LOG_ACCESS') ?? 'write';
  const good = url === undefined || isLogAddress(url);
  read.refuseIf(!good, `EVENT_LOG_URL is an address like ${logAddressExample}`);
  const named = prefix === undefined || /^[\w.-]{1,40}\/$/.test(prefix);
  read.refuseIf(!named, 'EVENT_LOG_PREFIX is a short name that ends in a slash');
  read.refuseIf(access !== 'write' && access !== 'read', 'EVENT_LOG_ACCESS is write or read');
  return url === undefined ? undefined : { url, prefix, ...(access === 'read' ? { readOnly: true } : {}) };
};

const contextsNamed = (read: EnvironmentReader): readonly Shard[] | undefined => {
  const names = read.list('CONTEXTS');
  for (const name of names) read.refuseIf(!isShard(name), `CONTEXTS names ${shards.join(', ')}, not ${name}`);
  return names.length > 0 ? names.filter(isShard) : undefined;
};

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '');

/** Whether only this machine can reach the address. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.')) || /^::ffff:127\./.test(host);
