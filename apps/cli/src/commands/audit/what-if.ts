import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { isDay } from '#kernel';
import { RunningFederation } from '../../client.js';
import { exitCode, UsageError } from '../../exit.js';

export interface WhatIfArguments {
  readonly scheme: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly package?: string;
  readonly plan?: string;
  readonly product?: string;
  readonly contract?: string;
  readonly fund?: string;
  readonly loading?: string;
  readonly demand?: string;
  readonly url: string;
  readonly json?: boolean;
}

interface Trial {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * Asks a running federation what its history would have come to under another benefit package, contribution plan or
 * funder's contract, scheme by scheme. Nothing is written.
 */
export const whatIf = async (options: WhatIfArguments): Promise<number> => {
  const trials = await trialsOf(options);
  const federation = await RunningFederation.at(options.url);
  try {
    let failed = false;
    for (const { operation, input } of trials) {
      const { status, body } = await federation.ask(operation, input);
      failed ||= status !== 200;
      const answer = { ...('scheme' in input ? { scheme: input['scheme'] } : {}), operation, status, answer: body };
      process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : inWords(answer));
    }
    return failed ? exitCode.failed : exitCode.ok;
  } finally {
    federation.close();
  }
};

const trialsOf = async (options: WhatIfArguments): Promise<readonly Trial[]> => {
  const { from, to, scheme: schemes, product, fund } = options;
  if (!isDay(from) || !isDay(to) || from > to) throw new UsageError('--from AAAA-MM-JJ --to AAAA-MM-JJ');
  const days = { from, to };
  const trials: Trial[] = [];
  const eachScheme = (operation: string, input: Readonly<Record<string, unknown>>): void => {
    if (schemes.length === 0) throw new UsageError('--scheme : au moins une / at least one');
    for (const scheme of schemes) trials.push({ operation, input: { scheme, ...days, ...input } });
  };
  if (options.package !== undefined) {
    const assumed = { ...percent('loadingPercent', options.loading), ...percent('demandPercent', options.demand) };
    eachScheme('SimulatePackage', { package: await documentIn(options.package), ...assumed });
  }
  if (options.plan !== undefined) {
    if (product === undefined) throw new UsageError('--plan : --product');
    eachScheme('SimulatePlan', { product, plan: await documentIn(options.plan) });
  }
  if (options.contract !== undefined) {
    if (fund === undefined) throw new UsageError('--contract : --fund');
    trials.push({ operation: 'SimulateContract', input: { fund, contract: await documentIn(options.contract) } });
  }
  if (trials.length === 0) throw new UsageError('--package, --plan, --contract : au moins un / at least one');
  return trials;
};

const percent = (name: string, text: string | undefined): Readonly<Record<string, number>> => {
  if (text === undefined) return {};
  if (!/^\d{1,4}$/.test(text)) throw new UsageError(`${text} : un pourcentage entier / a whole per cent`);
  return { [name]: Number(text) };
};

const documentIn = async (file: string): Promise<unknown> => {
  try {
    // A day stays the text it is.
    return parse(await readFile(file, 'utf8'), { schema: 'core' }) as unknown;
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
};

const inWords = ({ scheme, operation, status, answer }: Readonly<Record<string, unknown>>): string =>
  `${[scheme, operation].filter(Boolean).join(' · ')} (${String(status)})\n${JSON.stringify(answer, null, 2)}\n`;
