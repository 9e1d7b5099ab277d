import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Position, Shard } from '#eventstore';
import { Clock, VirtualClock } from '#kernel';
import { Configuration, type Environment } from '../configuration.js';
import type { ContextParts } from '../context-parts.js';
import { ReadYourWrites } from '../http/positions.js';
import { mintDevToken, type DevTokenOptions } from '../identity/dev-issuer.js';
import { createApp, type ServeOptions } from '../serve.js';
import { ask, type Ask, type Told } from './ask.js';
import { contextOfModule, ToyModule } from './toy.js';

/** Projections that are where they are told to be. */
export class ToyPositions extends ReadYourWrites {
  override readonly patience_ms = 50;
  readonly asked: string[] = [];
  reached: Position = 1000;
  async waitFor(shard: Shard, position: Position, signal: AbortSignal): Promise<void> {
    this.asked.push(`${shard}:${position}`);
    if (position <= this.reached) return;
    await new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  }
}

export interface ToyApp {
  readonly url: string;
  /** With `as`, bears a token of the development issuer: a clerk of the scheme bobo unless said. */
  ask(request: Ask, as?: Partial<DevTokenOptions>): Promise<Told>;
  readonly clock: VirtualClock;
  readonly positions: ToyPositions;
  /** Every line of the log so far. */
  logs(): string;
  stop(): Promise<void>;
}

interface ToyOptions extends Pick<ServeOptions, 'health' | 'onStop'> {
  readonly environment?: Environment;
  readonly contexts?: readonly ContextParts[];
}

/** The whole edge around the toy, on a port of its own. */
export const startToy = async ({
  environment = {},
  contexts = [contextOfModule(ToyModule)],
  ...options
}: ToyOptions = {}): Promise<ToyApp> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'entraide-toy-'));
  const clock = new VirtualClock('2025-11-15T09:00:00.000Z');
  const positions = new ToyPositions();
  const lines: string[] = [];
  const { app, stop } = await createApp(contexts, {
    configuration: new Configuration({
      AUTH_MODE: 'embedded-dev',
      ALLOW_DEV_ISSUER: '1',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'debug',
      ...environment,
    }),
    providers: [
      { provide: Clock, useValue: clock },
      { provide: ReadYourWrites, useValue: positions },
    ],
    logTo: { write: line => void lines.push(line) },
    ...options,
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    clock,
    positions,
    logs: () => lines.join(''),
    url,
    ask: async ({ headers = {}, ...request }, as) => {
      const token = as && (await mintDevToken({ dataDir, role: 'scheme-clerk', schemes: ['bobo'], ...as }));
      return ask(url, { ...request, headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) } });
    },
    stop: async () => {
      await stop();
      await rm(dataDir, { recursive: true });
    },
  };
};
