import { fileURLToPath } from 'node:url';
import type { Credentials } from '#platform';
import { type GatewayContext, gatewayContexts } from '../gateway/routes.js';
import type { Origins } from './gateway.js';

/** A program of ours, how it is called in the log, and what it is told. */
export interface Program {
  readonly name: string;
  /** Built, beside this one. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Surroundings {
  /** Development issuer and master key; the services share it. */
  readonly dataDir: string;
  readonly credentials: Credentials;
  readonly brokers: string;
  readonly host: string;
  /** The gateway's; services listen on those that follow. */
  readonly port: number;
  /** Anything else, for each of them: `CLOCK`, `LOG_LEVEL`, `KAFKA_NAMESPACE` … */
  readonly env?: Readonly<Record<string, string>>;
}

/** Programs are run as they are built, also by specs, which are not. */
const root = new URL(import.meta.url.endsWith('.ts') ? '../../dist/' : '../../', import.meta.url);
export const built = (path: string): string => fileURLToPath(new URL(path, root));

export const originsAt = (host: string, port: number): Origins =>
  Object.fromEntries(
    gatewayContexts.map((context, index) => [context, `http://${host}:${port + 1 + index}`]),
  ) as Record<GatewayContext, string>;

/** One program per context. Each holds the address of its own role, and of nobody else's. */
export const servicePrograms = ({ dataDir, credentials, brokers, host, port, env }: Surroundings): Program[] =>
  gatewayContexts.map((context, index) => ({
    name: context,
    file: built(`apps/${context}/src/main.js`),
    env: {
      AUTH_MODE: 'embedded-dev',
      ALLOW_DEV_ISSUER: '1',
      TRANSPORT: 'kafka',
      ...env,
      DATA_DIR: dataDir,
      HOST: host,
      PORT: String(port + 1 + index),
      DATABASE_URL: credentials.urlOf(context),
      KAFKA_BROKERS: brokers,
    },
  }));

export const gatewayProgram = (host: string, port: number, origins: Origins = originsAt(host, port)): Program => ({
  name: 'gateway',
  file: built('infra/distributed/gateway-main.js'),
  env: { HOST: host, PORT: String(port), GATEWAY_ORIGINS: JSON.stringify(origins) },
});
