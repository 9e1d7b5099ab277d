import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { dayIn } from '#kernel';
import { errorFile, preview, readRegisterFrom, type Register, type RegisterHousehold } from '#membership';
import { RunningFederation } from '../client.js';
import { exitCode, UsageError } from '../exit.js';
import { progress } from '../progress.js';

export interface ImportOptions {
  readonly scheme: string;
  readonly product: string;
  readonly url: string;
  readonly preview?: boolean;
  readonly approvedBy?: string;
  /** The group they enrol with: it has to be formed. */
  readonly group?: string;
  readonly json?: boolean;
}

interface Refused {
  readonly household: string;
  readonly operation: string;
  readonly status: number;
  readonly code: string;
}

/**
 * Loads a paper register. What is wrong in the file goes into `FILE.erreurs.csv`, to be corrected and imported again;
 * what is right is asked for household by household, and asking again changes nothing.
 */
export const importHouseholds = async (file: string, options: ImportOptions): Promise<number> => {
  if (!(await stat(file).catch(() => undefined))?.isFile())
    throw new UsageError(`${file} n’existe pas / does not exist`);
  const federation = await RunningFederation.at(options.url);
  try {
    const register = await readRegisterFrom(createReadStream(file), await settingOf(federation, options));
    const say = (text: string): void => void (options.json || process.stdout.write(`${text}\n`));
    const summary = preview(register);
    say(`${summary.fr}\n\n${summary.en}`);
    if (register.errors.length > 0) {
      const errors = `${file.replace(/\.csv$/i, '')}.erreurs.csv`;
      await writeFile(errors, errorFile(register));
      say(`\nÀ corriger / to correct: ${errors}`);
    }
    const refused = options.preview ? [] : await carryOut(federation, register, options);
    for (const { household, operation, status, code } of refused) say(`${household} ${operation}: ${status} ${code}`);
    if (options.json)
      process.stdout.write(
        `${JSON.stringify({ households: register.households.length, errors: register.errors, refused, preview: options.preview === true })}\n`,
      );
    return register.errors.length + refused.length === 0 ? exitCode.ok : exitCode.incomplete;
  } finally {
    federation.close();
  }
};

const settingOf = async (federation: RunningFederation, { scheme, product, approvedBy, group }: ImportOptions) => {
  const { status, body } = await federation.ask('Sections', { scheme });
  if (status !== 200) throw new UsageError(`${scheme}: ${status} ${(body as { code?: string } | null)?.code ?? ''}`);
  const { sections } = body as { sections: readonly { section: string }[] };
  if (group !== undefined) await assertFormed(federation, scheme, group);
  const { timezone } = (await federation.ask('Scheme', { scheme })).body as { timezone: string };
  return {
    scheme,
    product,
    approvedBy,
    group,
    sections: sections.map(({ section }) => section),
    today: dayIn(timezone, new Date().toISOString()),
  };
};

/** Before anything is asked: a slip of the finger would turn every household away. */
const assertFormed = async (federation: RunningFederation, scheme: string, group: string): Promise<void> => {
  const { status, body } = await federation.ask('GroupSlip', { scheme, group });
  if (status !== 200) throw new UsageError(`${group}: ${status} ${(body as { code?: string } | null)?.code ?? ''}`);
};

/** Households side by side, each one's operations in order; after a refusal the rest of that household is left. */
const carryOut = async (
  federation: RunningFederation,
  { households }: Register,
  { scheme, json }: ImportOptions,
): Promise<Refused[]> => {
  const refused: Refused[] = [];
  const bar = progress('import', households.length, json === true);
  const queue = households.values();
  let done = 0;
  const worker = async (): Promise<void> => {
    for (const household of queue) {
      const problem = await ask(federation, household, scheme);
      if (problem) refused.push(problem);
      bar.to((done += 1));
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  bar.end();
  return refused;
};

const ask = async (
  federation: RunningFederation,
  { household, operations }: RegisterHousehold,
  scheme: string,
): Promise<Refused | undefined> => {
  for (const { operation, input, key } of operations) {
    for (let attempt = 0; ; attempt += 1) {
      const { status, body } = await federation.ask(operation, { scheme, ...input }, key);
      if (status < 400) break;
      // A receipt may come before its dues are raised, or the same key be under way: it is asked again.
      const code = (body as { code?: string } | null)?.code ?? '';
      if (
        attempt < 40 &&
        (status === 503 ||
          (operation === 'RecordReceipt' && status === 404) ||
          code === 'request.idempotency.in_flight')
      ) {
        await new Promise(resolve => setTimeout(resolve, 50));
        continue;
      }
      return { household, operation, status, code };
    }
  }
  return undefined;
};
