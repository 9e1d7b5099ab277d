import type { Command } from 'commander';
import { type Inbox, replayFrom, type ReplayFrom } from '#messaging';
import { contexts } from '../contexts.js';
import { exitCode, UsageError } from '../exit.js';
import { brokersOfEnvironment, sayingWhyNot } from '../kafka.js';

interface Options {
  readonly from: string;
  readonly json?: boolean;
}

const inboxes: readonly Inbox[] = contexts.flatMap(context => context.inboxes);

const list = async ({ json }: { json?: boolean }): Promise<number> => {
  for (const { name, topic } of inboxes)
    process.stdout.write(json ? `${JSON.stringify({ name, topic })}\n` : `${name} ← ${topic}\n`);
  return exitCode.ok;
};

/** Moves an inbox's place in its topic while its service is stopped. */
const replay = async (name: string, { from, json }: Options): Promise<number> => {
  const inbox = inboxes.find(candidate => candidate.name === name);
  if (!inbox) throw new UsageError(`no inbox is called ${name}; there are ${inboxes.map(one => one.name).join(', ')}`);
  const replayed = await replayFrom(brokersOfEnvironment(), { context: inbox.topic, inbox: name, from: fromOf(from) });
  process.stdout.write(
    json
      ? `${JSON.stringify(replayed)}\n`
      : `${replayed.group}: ${replayed.ahead} messages de / of ${replayed.topic} à entendre / to hear\n`,
  );
  return exitCode.ok;
};

const fromOf = (text: string): ReplayFrom => {
  if (text === 'beginning' || text === 'end') return text;
  const instant = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(instant))
    throw new UsageError(`--from is beginning, end or an instant such as 2026-03-01T08:00:00Z, not ${text}`);
  return instant;
};

export const addInbox = (program: Command, ends: (work: Promise<number>) => Promise<void>): void => {
  const json = ['--json', 'une ligne JSON par résultat / one JSON line per result'] as const;
  const inbox = program
    .command('inbox')
    .description('ce qu’un contexte entend d’un autre / what a context hears of another');
  inbox
    .command('list')
    .description('toutes les boîtes / all inboxes')
    .option(...json)
    .action((options: { json?: boolean }) => ends(list(options)));
  inbox
    .command('replay')
    .description('réentendre un sujet, service arrêté / hear a topic again, with the service stopped')
    .argument('<name>', 'boîte / inbox')
    .requiredOption('--from <place>', 'beginning | end | instant (écriture sur le sujet / when it was written)')
    .option(...json)
    .action((name: string, options: Options) => ends(sayingWhyNot(replay(name, options))));
};
