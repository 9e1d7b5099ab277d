import type { Provider } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream, Logger } from 'pino';
import { Configuration } from './configuration.js';
import type { ContextParts } from './context-parts.js';
import { HealthSources, type HealthSource } from './health/health.js';
import { Metrics } from './health/metrics.js';
import { controllersIn } from './http/controllers-in.js';
import { describeApi } from './http/describe-api.js';
import { OpenApi } from './http/open-api.controller.js';
import { makeServer } from './http/server.js';
import { StraightRoutes } from './http/straight.js';
import { tokenVerifierOf, TokenVerifier } from './identity/token-verifier.js';
import { WorkUnderWay } from './limits/work-under-way.js';
import { makeLog, NestLog } from './logging/log.js';
import { PlatformModule } from './platform.module.js';

export interface ServeOptions {
  /** Read from the environment unless given. */
  readonly configuration?: Configuration;
  /** Ports: EventLog, Decisions, ReadModels, ReadYourWrites, OpaqueKeys … A `Clock` or `TokenVerifier` replaces the usual one. */
  readonly providers?: readonly Provider[];
  readonly health?: readonly HealthSource[];
  /** Run in order once no request is left: stop runners, close the log, stop the database. */
  readonly onStop?: readonly (() => Promise<void> | void)[];
  /** Runs once the application can answer and before anybody can ask. */
  readonly beforeListening?: (app: NestFastifyApplication, log: Logger) => Promise<void>;
  /** Standard output unless given. */
  readonly logTo?: DestinationStream;
}

export interface Application {
  readonly app: NestFastifyApplication;
  readonly log: Logger;
  /** Finishes what is under way, then runs `onStop`. Safe to call twice. */
  stop(): Promise<void>;
}

export interface Served extends Application {
  readonly url: string;
}

/** The application, ready to answer but not listening: `app.inject` drives it in tests. @throws RoutesRefused */
export const createApp = async (
  contexts: readonly ContextParts[],
  options: ServeOptions = {},
): Promise<Application> => {
  const { configuration = new Configuration(), providers = [], health = [], onStop = [], logTo } = options;
  const log = makeLog(configuration.logLevel, logTo);
  const metrics = new Metrics();
  const { underWay, trustedProxies } = configuration.limits;
  const work = new WorkUnderWay(underWay, metrics);
  const module = PlatformModule.of({
    contexts,
    configuration,
    metrics,
    work,
    providers: await withVerifier(providers, configuration),
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    module,
    makeServer({ log, metrics, work, trustedProxies }),
    {
      bodyParser: false,
      abortOnError: false,
      logger: new NestLog(log),
    },
  );
  app.get(HealthSources).add(...health);
  app.get(OpenApi).document = describeApi(app, controllersIn(app.get(ModulesContainer)));
  app.getHttpAdapter().getInstance().addHook('onRoute', app.get(StraightRoutes).onRoute);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return { app, log, stop: stopper(app, onStop) };
};

/** Starts the application and stops it, all of it, when the system asks. */
export const serve = async (contexts: readonly ContextParts[], options: ServeOptions = {}): Promise<Served> => {
  const configuration = options.configuration ?? new Configuration();
  const { app, log, stop } = await createApp(contexts, { ...options, configuration });
  await options.beforeListening?.(app, log);
  app.get(Metrics).observeProcess();
  await app.listen(configuration.port, configuration.host);
  const url = await app.getUrl();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stopAndExit(stop, log, signal));
  log.info({ contexts: contexts.map(({ shard }) => shard), listens: url }, 'ready');
  return { app, log, url, stop };
};

/** Longest wait for what is under way. @unit milliseconds */
const patience_ms = 25_000;

const stopAndExit = async (stop: () => Promise<void>, log: Logger, signal: NodeJS.Signals): Promise<void> => {
  log.info({ signal }, 'stopping');
  const late = setTimeout(() => process.exit(1), patience_ms).unref();
  const code = await stop().then(
    () => 0,
    () => 1,
  );
  clearTimeout(late);
  log.info({ code }, 'stopped');
  log.flush();
  process.exit(code);
};

const stopper = (
  app: NestFastifyApplication,
  onStop: readonly (() => Promise<void> | void)[],
): (() => Promise<void>) => {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    app.get(HealthSources).stop();
    await app.close();
    for (const hook of onStop) await hook();
  };
  return () => (stopping ??= stop());
};

const withVerifier = async (
  providers: readonly Provider[],
  configuration: Configuration,
): Promise<readonly Provider[]> => {
  const isGiven = providers.some(provider => 'provide' in provider && provider.provide === TokenVerifier);
  return isGiven
    ? providers
    : [{ provide: TokenVerifier, useValue: await tokenVerifierOf(configuration) }, ...providers];
};
