import type { Command } from 'commander';
import { exitCode, UsageError } from '../exit.js';
import { sayingWhyNot } from '../kafka.js';
import { withStores } from '../local.js';
import { allAside, type Aside, asideOf } from './quarantine/aside.js';
import { discard, type Outcome, resume } from './quarantine/resume.js';
import { describeAside } from './quarantine/show.js';

interface Options {
  readonly json?: boolean;
  readonly wait?: string;
}

const list = ({ json }: Options): Promise<number> =>
  withStores(async ({ models }) => {
    const all = await allAside(models);
    for (const aside of all) process.stdout.write(json ? `${JSON.stringify(aside)}\n` : inWords(aside));
    if (all.length === 0 && !json) process.stdout.write('rien n’est mis à part / nothing is set aside\n');
    return exitCode.ok;
  });

const inWords = ({ name, kind, stream, position, attempts, error }: Aside): string =>
  `${name} (${kind}) ${stream} @${position}, ${attempts} essais / tries\n    ${error}\n`;

const show = (name: string, stream: string): Promise<number> =>
  withStores(async stores => {
    const shown = await describeAside(stores, await asideOf(stores.models, name, stream));
    process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    return exitCode.ok;
  });

const takeUp = (name: string, stream: string, { wait, json }: Options): Promise<number> => {
  const wait_ms = milliseconds(wait);
  return withStores(async stores =>
    told(await resume(stores, await asideOf(stores.models, name, stream), wait_ms), json),
  );
};

const drop = (name: string, stream: string, { wait, json }: Options): Promise<number> => {
  const wait_ms = milliseconds(wait);
  return withStores(async stores =>
    told(await discard(stores, await asideOf(stores.models, name, stream), wait_ms), json),
  );
};

const milliseconds = (wait = '30'): number => {
  const seconds = Number(wait);
  if (!(seconds >= 0)) throw new UsageError(`--wait is a number of seconds, not ${wait}`);
  return seconds * 1_000;
};

const told = ({ state, said }: Outcome, json?: boolean): number => {
  process.stdout.write(json ? `${JSON.stringify({ state, said })}\n` : `${said}\n`);
  return { done: exitCode.ok, still: exitCode.failed, asked: exitCode.incomplete }[state];
};

export const addQuarantine = (program: Command, ends: (work: Promise<number>) => Promise<void>): void => {
  const json = ['--json', 'une ligne JSON par résultat / one JSON line per result'] as const;
  const quarantine = program.command('quarantine').description('ce qui est mis à part / what is set aside');
  quarantine
    .command('list')
    .option(...json)
    .action((options: Options) => ends(list(options)));
  const command = (name: string, description: string): Command =>
    quarantine
      .command(name)
      .description(description)
      .argument('<subscription>', 'abonnement / subscription')
      .argument('<stream>', 'flux, ou place sur un sujet / stream, or place on a topic');
  command('show', 'le fait ou le message en cause / the fact or message at fault').action(
    (name: string, stream: string) => ends(sayingWhyNot(show(name, stream))),
  );
  command('resume', 'reprend là où cela s’est arrêté / takes it up where it stopped')
    .option('--wait <seconds>', 'attente / how long to wait', '30')
    .option(...json)
    .action((name: string, stream: string, options: Options) => ends(sayingWhyNot(takeUp(name, stream, options))));
  command('discard', 'oublie ce qui n’est pas un message / forgets what is no message')
    .option('--wait <seconds>', 'attente / how long to wait', '30')
    .option(...json)
    .action((name: string, stream: string, options: Options) => ends(sayingWhyNot(drop(name, stream, options))));
};
