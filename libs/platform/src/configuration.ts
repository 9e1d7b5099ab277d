import { isIP } from 'node:net';
import { type LimitSettings, limitSettings } from './limits/limit-settings.js';

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

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything the environment can say, read once at boot. */
export class Configuration {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Absent: PostgreSQL is embedded, its files in `dataDir`. */
  readonly databaseUrl?: string;
  readonly authentication: Authentication;
  /** `virtual`: the instant comes with each request, in `Entraide-Instant`. */
  readonly clock: 'system' | 'virtual';
  readonly logLevel: LogLevel;
  readonly store: 'postgres' | 'memory';
  /** How much is taken from whom, and at once. */
  readonly limits: LimitSettings;
  /** Days that are over are closed without being asked. */
  readonly closesDays: boolean;
  /** Bearer token that may read /metrics from another host. At least 32 characters. */
  readonly metricsToken?: string;

  /** @throws ConfigurationInvalid naming every error, not only the first. */
  constructor(environment: Environment = process.env) {
    const read = new Reader(environment);
    this.production = environment['NODE_ENV'] === 'production';
    this.port = read.port('PORT', 3000);
    this.host = read.text('HOST', '127.0.0.1');
    this.dataDir = read.text('DATA_DIR', '.data');
    this.databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:']);
    this.clock = read.oneOf('CLOCK', ['system', 'virtual']);
    this.logLevel = read.oneOf('LOG_LEVEL', ['info', ...logLevels]);
    this.limits = limitSettings(read, this.clock);
    this.closesDays = read.oneOf('CLOSE_DAYS', ['on', 'off']) === 'on' && this.clock === 'system';
    this.store = read.oneOf('STORE', ['postgres', 'memory']);
    this.metricsToken = read.optional('METRICS_TOKEN');
    this.authentication =
      read.oneOf('AUTH_MODE', ['oidc', 'embedded-dev']) === 'oidc'
        ? oidc(read, this.production)
        : embeddedDev(read, this.production, this.host);
    if (this.clock === 'virtual')
      read.refuseIf(this.production, 'CLOCK=virtual lets a request say when it is: not in production');
    if (this.store === 'memory') read.refuseIf(this.production, 'STORE=memory forgets everything: not in production');
    read.refuseIf((this.metricsToken?.length ?? 32) < 32, 'METRICS_TOKEN needs at least 32 characters');
    if (read.problems.length > 0) throw new ConfigurationInvalid(read.problems);
  }
}

const oidc = (read: Reader, production: boolean): Authentication => {
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

const embeddedDev = (read: Reader, production: boolean, host: string): Authentication => {
  read.refuseIf(production, 'AUTH_MODE=embedded-dev never runs in production');
  read.refuseIf(!isLoopback(host), `AUTH_MODE=embedded-dev listens on a loopback address only, not on ${host} (HOST)`);
  read.refuseIf(read.optional('ALLOW_DEV_ISSUER') !== '1', 'AUTH_MODE=embedded-dev needs ALLOW_DEV_ISSUER=1');
  return { mode: 'embedded-dev' };
};

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '');

/** Whether only this machine can reach the address. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.')) || /^::ffff:127\./.test(host);

/** Reads variables; keeps what is wrong with them for the end. An empty variable counts as absent. */
class Reader {
  readonly problems: string[] = [];
  constructor(private readonly environment: Environment) {}

  optional(name: string): string | undefined {
    return this.environment[name]?.trim() || undefined;
  }
  text(name: string, otherwise: string): string {
    return this.optional(name) ?? otherwise;
  }
  required(name: string, why: string): string {
    const value = this.optional(name);
    this.refuseIf(value === undefined, `${name} is missing: ${why}`);
    return value ?? '';
  }
  port(name: string, otherwise: number): number {
    const text = this.text(name, String(otherwise));
    const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
    this.refuseIf(!(value <= 65_535), `${name} is a port from 0 to 65535, not ${text}`);
    return value;
  }
  /** The first choice is the default. */
  oneOf<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Choice {
    const text = this.text(name, choices[0]);
    const chosen = choices.find(choice => choice === text);
    this.refuseIf(chosen === undefined, `${name} is one of ${[...new Set(choices)].join(', ')}, not ${text}`);
    return chosen ?? choices[0];
  }
  /** The value is never quoted: an address may hold a password. */
  url(name: string, protocols: readonly string[]): string | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    const good = URL.canParse(text) && protocols.includes(new URL(text).protocol);
    this.refuseIf(!good, `${name} is not an address that starts with ${protocols.join('// or ')}//`);
    return text;
  }
  refuseIf(wrong: boolean, problem: string): void {
    if (wrong) this.problems.push(problem);
  }
}
