import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { checkPackage, type FoundInFile } from '#benefits';
import { defaultUrl, RunningFederation } from '../client.js';
import { exitCode, UsageError } from '../exit.js';

/** `package check FILE`: what is wrong with a benefit package, by line and field, and what to write instead. */
export const addPackage = (program: Command, ends: (work: Promise<number>) => Promise<void>): void => {
  const packages = program.command('package').description('paquets de garanties / benefit packages');
  packages
    .command('publish')
    .description(
      'contrôle puis publie un paquet, modèle compris / checks and publishes a package, its template resolved',
    )
    .argument('<file>', 'fichier YAML / YAML file')
    .requiredOption('--scheme <scheme>', 'mutuelle / scheme')
    .option('--url <url>', 'fédération en marche / running federation', defaultUrl)
    .option('--json', 'une ligne JSON / one JSON line')
    .action((file: string, options: PublishOptions) => ends(publish(file, options)));
  packages
    .command('check')
    .description('explique les erreurs d’un paquet / explains the mistakes of a package')
    .argument('<files...>', 'fichiers YAML / YAML files')
    .option('--json', 'une ligne JSON par fichier / one JSON line per file')
    .action((files: string[], { json }: { json?: boolean }) => ends(Promise.resolve(check(files, json ?? false))));
};

export interface PublishOptions {
  readonly scheme: string;
  readonly url: string;
  readonly json?: boolean;
}

/** What is published is the whole package: what its template says and what the file says otherwise. */
export const publish = async (file: string, { scheme, url, json = false }: PublishOptions): Promise<number> => {
  const { findings, package: checked } = checkPackage(textOf(file), name => textOf(resolve(dirname(file), name)));
  if (findings.length > 0 || !checked) return check([file], json);
  const federation = await RunningFederation.at(url);
  try {
    const { status, body } = await federation.ask('PublishPackage', { scheme, ...checked });
    const ok = status === 200;
    const { product, version } = checked;
    process.stdout.write(
      json
        ? `${JSON.stringify({ file, ok, scheme, product, version, status, body })}\n`
        : `${ok ? '✓' : '✗'} ${product} ${version} → ${scheme}: ${status} ${ok ? '' : JSON.stringify(body)}\n`,
    );
    return ok ? exitCode.ok : exitCode.failed;
  } finally {
    federation.close();
  }
};

const check = (files: readonly string[], json: boolean): number => {
  let failed = false;
  for (const file of files) {
    const { findings, package: checked } = checkPackage(textOf(file), name => textOf(resolve(dirname(file), name)));
    failed ||= findings.length > 0;
    const ok = findings.length === 0;
    process.stdout.write(
      json
        ? `${JSON.stringify({ file, ok, product: checked?.product, version: checked?.version, findings })}\n`
        : [`${ok ? '✓' : '✗'} ${file}`, ...findings.map(inWords)].join('\n') + '\n',
    );
  }
  return failed ? exitCode.failed : exitCode.ok;
};

const inWords = ({ line, pointer, problem, remedy }: FoundInFile): string =>
  [
    `  ligne/line ${line}  ${pointer || '/'}`,
    `    ${problem.fr}\n    → ${remedy.fr}`,
    `    ${problem.en}\n    → ${remedy.en}`,
  ].join('\n');

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}: ${(error as { code?: string }).code ?? 'unreadable'}`);
  }
};
