import type { Command } from 'commander';
import { ensureTopics } from '#messaging';
import { contexts } from '../contexts.js';
import { exitCode, UsageError } from '../exit.js';
import { brokersOfEnvironment, sayingWhyNot } from '../kafka.js';

export interface TopicsOptions {
  readonly replicas?: string;
  readonly minInSync?: string;
  readonly json?: boolean;
}

const inWords = {
  made: 'créé / made',
  there: 'en place / there',
  forgets: 'en place, mais oublie: voir le guide de Kafka / there, but forgets: see the guide to Kafka',
  missing: 'absent / missing',
  'other-partitions':
    'autre nombre de partitions: jamais changé, car chaque clé y a sa place / other partitions: never changed, as each key has its place',
} as const;

/** Makes the topics the contexts speak on. One that has other partitions than configured is left alone, and fails. */
export const topics = async ({ replicas, minInSync, json }: TopicsOptions): Promise<number> => {
  const reports = await ensureTopics(
    {
      ...brokersOfEnvironment(),
      ...(replicas === undefined ? {} : { replicas: whole('--replicas', replicas) }),
      ...(minInSync === undefined ? {} : { minInSyncReplicas: whole('--min-in-sync', minInSync) }),
    },
    contexts.map(({ shard }) => shard),
  );
  for (const report of reports)
    process.stdout.write(
      json
        ? `${JSON.stringify(report)}\n`
        : `${report.topic}: ${report.partitions} partitions, ${inWords[report.state]}\n`,
    );
  return reports.every(({ state }) => state === 'made' || state === 'there') ? exitCode.ok : exitCode.failed;
};

const whole = (option: string, text: string): number => {
  if (!/^[1-9]\d?$/.test(text)) throw new UsageError(`${option} is a number from 1 to 99, not ${text}`);
  return Number(text);
};

export const addTopics = (program: Command, ends: (work: Promise<number>) => Promise<void>): void => {
  program
    .command('topics')
    .description('crée les sujets Kafka qui manquent / makes the Kafka topics that are missing')
    .option('--replicas <number>', 'copies de chaque partition / copies of each partition')
    .option(
      '--min-in-sync <number>',
      'copies à jour avant qu’un message soit sûr / copies up to date before it is safe',
    )
    .option('--json', 'une ligne JSON par résultat / one JSON line per result')
    .action((options: TopicsOptions) => ends(sayingWhyNot(topics(options))));
};
