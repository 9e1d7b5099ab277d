import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport } from '#messaging';
import { postgresStores } from '#platform';
import { LocalStage, type OpenStage, RemoteStage } from '#scenarios';
import { freshDatabase, testServer } from '#testing/postgres';
import { contexts } from '../../cli/src/contexts.js';
import { Ensembles, type LookedAt } from '../../../infra/distributed/ensembles.js';
import { recordsOn } from '../../../infra/distributed/records-on.js';
import { ListeningTransport } from './listening-transport.fixture.js';

/** `TOPOLOGY=distributed`: one service per context, over the brokers of `KAFKA_BROKERS`; otherwise all in this process. */
export const distributed = process.env['TOPOLOGY'] === 'distributed';

/** An application on PostgreSQL that a spec asks as anybody could, and looks behind. */
export interface Backstage {
  readonly stage: OpenStage;
  /** Everything logged so far. */
  logged(): Promise<string>;
  /** Everything said between the contexts so far, each message as text. */
  said(): Promise<readonly string[]>;
  /** Of the superuser, in the database of what is on stage. */
  superUrl(): string;
  close(): Promise<void>;
}

export interface StageSettings {
  /** Whether the stage is cleared many times. */
  readonly many?: boolean;
  /** Keys that the application is given; its own otherwise. */
  readonly keysDir?: string;
}

/** Empty stores, in the topology this run is about. */
export const openBackstage = async ({ many = false, keysDir }: StageSettings = {}): Promise<Backstage> => {
  const backstage = await (distributed ? remote(many, keysDir) : local(keysDir));
  await backstage.stage.fresh();
  return backstage;
};

const local = async (keysDir: string | undefined): Promise<Backstage> => {
  const database = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'entraide-stage-'));
  if (keysDir) cpSync(keysDir, join(dataDir, 'keys'), { recursive: true });
  const [lines, messages]: [string[], string[]] = [[], []];
  const stage = await LocalStage.open(contexts, {
    stores: () => postgresStores(database.credentials, dataDir, contexts),
    transport: (): Transport => new ListeningTransport(messages),
    logLevel: 'debug',
    logTo: { write: line => void lines.push(line) },
  });
  return {
    stage,
    logged: async () => lines.join(''),
    said: async () => messages,
    superUrl: () => database.superUrl,
    close: async () => {
      await stage.close();
      await database.drop();
      rmSync(dataDir, { recursive: true });
    },
  };
};

const brokers = (): string => {
  const found = process.env['KAFKA_BROKERS'];
  if (!found) throw new Error('TOPOLOGY=distributed needs KAFKA_BROKERS: npm run test:distributed');
  return found;
};

const remote = async (many: boolean, keysDir: string | undefined): Promise<Backstage> => {
  const ensembles = new Ensembles({ ...testServer(), brokers: brokers(), logLevel: 'debug', many, keysDir });
  let present: LookedAt | undefined = undefined as LookedAt | undefined;
  const looked = (): LookedAt => {
    if (!present) throw new Error('nothing is on stage');
    return present;
  };
  const stage = new RemoteStage(async () => (present = await ensembles.next()));
  return {
    stage,
    logged: () => looked().said(),
    said: () => recordsOn(brokers(), name => name.startsWith(`${looked().namespace}.`)),
    superUrl: () => looked().superUrl,
    close: async () => {
      await stage.close();
      await ensembles.close();
    },
  };
};
