import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { ConfigurationInvalid } from '#platform';
import { addAudit } from './commands/audit.js';
import { doctor } from './commands/doctor.js';
import { importHouseholds, type ImportOptions } from './commands/import.js';
import { defaultUrl } from './client.js';
import { addKeys } from './commands/keys.js';
import { load, type LoadArguments } from './commands/load.js';
import { migrateDatabase, type MigrateOptions } from './commands/migrate.js';
import { addInbox } from './commands/inbox.js';
import { addMigrateLog } from './commands/migrate-log.js';
import { addPackage } from './commands/package.js';
import { addQuarantine } from './commands/quarantine.js';
import { rebuild, replay, type ReplayArguments } from './commands/replay.js';
import { runScenarios } from './commands/scenario.js';
import { seed, type SeedArguments } from './commands/seed.js';
import { token } from './commands/token.js';
import { addTopics } from './commands/topics.js';
import { transport, type TransportArguments } from './commands/transport.js';
import { up } from './commands/up.js';
import { exitCode, failureOf, UsageError } from './exit.js';

const program = new Command('entraide')
  .description('Mutuelles de santé: outils de la fédération / Mutual health schemes: the federation’s tools')
  .exitOverride()
  .showHelpAfterError();

const ends = (work: Promise<number>): Promise<void> => work.then(code => void (process.exitCode = code));
const json = ['--json', 'une ligne JSON par résultat / one JSON line per result'] as const;

program.command('up').description('démarre toute la fédération / starts the whole federation').action(up);

program
  .command('migrate')
  .description('prépare la base pour les services / prepares the database for the services')
  .option('--urls <folder>', 'adresse de chaque contexte, un fichier chacun / each context’s address, a file each')
  .option(...json)
  .action((options: MigrateOptions) => ends(migrateDatabase(options)));

program
  .command('seed')
  .description('fédération de démonstration / demo federation')
  .option('--seed <number>', 'graine / seed', '42')
  .option('--members <number>', 'personnes / people', '5000')
  .option('--until <day>', 'dernier jour, une fin de mois / last day, the end of a month')
  .option(...json)
  .action((options: SeedArguments) => ends(seed(options)));

program
  .command('scenario')
  .description('scénarios / scenarios')
  .command('run')
  .argument('<paths...>', 'fichiers ou dossiers / files or folders')
  .option('--store <store>', 'memory | postgres', 'memory')
  .option(...json)
  .action((paths: string[], options: { store: string; json?: boolean }) => ends(runScenarios(paths, options)));

program
  .command('load')
  .description('charge / load')
  .command('claims')
  .description('factures signées, comme un prestataire / signed claims, as a provider')
  .option('--url <url>', 'fédération en marche / running federation', defaultUrl())
  .option('--count <number>', 'combien / how many', '200')
  .option('--concurrency <number>', 'en même temps / at the same time', '16')
  .option('--rate <number>', 'par seconde / per second')
  .option('--seconds <number>', 'durée / duration')
  .option('--file <file>', 'factures d’un fichier / claims of a file')
  .option('--instant <instant>', 'instant d’un serveur à horloge virtuelle / instant of a server on a virtual clock')
  .option(...json)
  .action((options: LoadArguments) => ends(load(options)));

program
  .command('import')
  .description('importation / import')
  .command('households')
  .description('registre papier en CSV / paper register as CSV')
  .argument('<file>')
  .requiredOption('--scheme <scheme>', 'mutuelle / scheme')
  .requiredOption('--product <product>', 'produit / product')
  .option('--url <url>', 'fédération en marche / running federation', defaultUrl())
  .option('--preview', 'montre sans rien enregistrer / shows, records nothing')
  .option('--approved-by <person>', 'qui approuve les papiers anciens / who approves old papers')
  .option('--group <group>', 'groupe avec lequel ils adhèrent et paient / group they enrol and pay with')
  .option(...json)
  .action((file: string, options: ImportOptions) => ends(importHouseholds(file, options)));

program
  .command('replay')
  .description('rejoue un contexte dans des tables vides et compare / replays a context into empty tables and compares')
  .argument('[contexts...]')
  .option('--at <position>', 'tel que le journal était là / as the log stood there')
  .option('--known <day>', 'tel que connu à la fin de ce jour / as known at the end of that day')
  .option('--household <id>', 'ce ménage seul, en mémoire / this household alone, in memory')
  .option('--twice', 'encore une fois, par lots inégaux / once more, in odd batches')
  .option(...json)
  .action((contexts: string[], options: ReplayArguments) => ends(replay(contexts, options)));

program
  .command('rebuild')
  .description('reconstruit des modèles de lecture / rebuilds read models')
  .argument('[projections...]')
  .option(...json)
  .action((names: string[], options: { json?: boolean }) => ends(rebuild(names, options)));

program
  .command('transport')
  .description('par où passent les messages / what carries messages')
  .argument('<transport>', 'kafka | in-process')
  .option(...json)
  .action((to: string, options: TransportArguments) => ends(transport(to, options)));

program
  .command('token')
  .description('jeton de développement / development token')
  .requiredOption('--role <role>')
  .option('--scheme <schemes...>', 'mutuelles / schemes', ['*'])
  .option('--provider <provider>', 'prestataire de soins / care provider')
  .option('--subject <subject>')
  .option('--minutes <minutes>', 'durée / life', '60')
  .action((options: { role: string; scheme: string[]; provider?: string; subject?: string; minutes: string }) =>
    ends(token(options)),
  );

program
  .command('doctor')
  .description('vérifie ce dont `up` a besoin / checks what `up` needs')
  .option(...json)
  .action((options: { json?: boolean }) => ends(doctor(options)));

addMigrateLog(program, ends);
addAudit(program, ends);
addKeys(program, ends);
addTopics(program, ends);
addQuarantine(program, ends);
addInbox(program, ends);
addPackage(program, ends);

// Whoever reads only the first lines closes the pipe: nothing is wrong then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  else if (error instanceof UsageError || error instanceof ConfigurationInvalid) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = exitCode.usage;
  } else {
    process.stderr.write(`${failureOf(error)}\n`);
    process.exitCode = exitCode.failed;
  }
}
