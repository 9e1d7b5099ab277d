import type { Command } from 'commander';
import { defaultUrl } from '../client.js';
import { beginProofAgain, type BeginProofAgainArguments } from './audit/begin-proof-again.js';
import { asOf, type AsOfArguments } from './audit/as-of.js';
import { type BackupArguments, restoreBackup, type RestoreArguments, takeBackup } from './audit/backup.js';
import { type ExportArguments, exportLogs } from './audit/export.js';
import { forget, type ForgetArguments } from './audit/forget.js';
import { whatIf, type WhatIfArguments } from './audit/what-if.js';
import { verify, type VerifyArguments } from './audit/verify.js';

const json = ['--json', 'une ligne JSON par résultat / one JSON line per result'] as const;
const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Commands for those who check, and for those who keep what is checked. */
export const addAudit = (program: Command, ends: (work: Promise<number>) => Promise<void>): void => {
  program
    .command('export')
    .description('tout, pour qui ne croit personne ici / everything, for whoever trusts nobody here')
    .requiredOption('--out <folder>', 'dossier vide / empty folder')
    .option(...json)
    .action((options: ExportArguments) => ends(exportLogs(options)));

  program
    .command('asof')
    .description('une question telle que connue un jour / a question as known on a day')
    .argument('<address>', '/v1/schemes/…')
    .requiredOption('--known <day>', 'su à la fin de ce jour / known at the end of that day')
    .option('--and <day>', 'et de celui-ci / and of this one')
    .option('--person <id>', 'personne ou ménage : ce qui a été appris entre les deux / what was learnt in between')
    .option('--fund <id>', 'de même d’un fonds / the same of a fund')
    .option('--stream <name>', 'ou d’un dossier / or of any stream')
    .option('--url <url>', 'fédération en marche / running federation', defaultUrl())
    .option(...json)
    .action((address: string, options: AsOfArguments) => ends(asOf(address, options)));

  program
    .command('whatif')
    .description('l’histoire sous d’autres règles, sans rien écrire / history under other rules, writing nothing')
    .option('--scheme <scheme>', 'mutuelle, plusieurs fois / scheme, repeatable', several, [])
    .requiredOption('--from <day>', 'premier jour / first day')
    .requiredOption('--to <day>', 'dernier jour / last day')
    .option('--package <file>', 'paquet de garanties / benefit package')
    .option('--loading <percent>', 'chargement sur le coût des soins / loading on the cost of care')
    .option('--demand <percent>', 'recours attendu, 100 : celui d’alors / demand expected, 100: that of then')
    .option('--plan <file>', 'plan de cotisation / contribution plan')
    .option('--product <product>', 'produit du plan / product of the plan')
    .option('--contract <file>', 'convention d’un fonds / contract of a fund')
    .option('--fund <fund>', 'fonds / fund')
    .option('--url <url>', 'fédération en marche / running federation', defaultUrl())
    .option(...json)
    .action((options: WhatIfArguments) => ends(whatIf(options)));

  program
    .command('forget')
    .description('rend illisibles les données d’une personne / makes a person’s data unreadable')
    .argument('<person>', 'identifiant / id')
    .requiredOption('--by <subject>', 'qui décide / who decides')
    .requiredOption('--approved-by <subject>', 'qui approuve / who agrees')
    .option('--ground <ground>', 'request | retention | order', 'request')
    .option(...json)
    .action((person: string, options: ForgetArguments) => ends(forget(person, options)));

  program
    .command('backup')
    .description('copie ce qui ne se refait pas / copies what cannot be made again')
    .requiredOption('--out <folder>', 'où sont gardées les copies / where copies are kept')
    .option('--keep-keys <days>', 'les clés quittent les copies plus anciennes / keys leave older copies', '30')
    .option(...json)
    .action((options: BackupArguments) => ends(takeBackup(options)));

  program
    .command('restore')
    .description('dans une base vide / into an empty database')
    .requiredOption('--from <folder>', 'une copie / a copy')
    .option('--erasures <file>', 'registre des oubliés / register of the forgotten')
    .option(...json)
    .action((options: RestoreArguments) => ends(restoreBackup(options)));

  program
    .command('begin-proof-again')
    .description('la preuve d’un contexte est perdue / the proof of a context is lost')
    .argument('<context>', 'contexte / context')
    .requiredOption('--because <reason>', 'pourquoi / why')
    .requiredOption('--by <subject>', 'qui en répond / who answers for it')
    .action((context: string, options: BeginProofAgainArguments) => ends(beginProofAgain(context, options)));

  program
    .command('verify')
    .description('compare à ce qui a été signé / compares with what was signed')
    .argument('[folder]', 'un export ; sinon la base / an export; otherwise the database')
    .option('--policy <file>', 'clés que vous détenez / keys you hold')
    .option('--previous <checkpoint>', 'point de contrôle gardé, plusieurs fois / kept checkpoint, repeatable', several)
    .option(...json)
    .action((folder: string | undefined, options: VerifyArguments) => ends(verify(folder, options)));
};
