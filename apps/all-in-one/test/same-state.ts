import { createHash } from 'node:crypto';
import stable from 'fast-json-stable-stringify';
import { everyScheme } from '#eventstore';
import type { ContextParts, Stores } from '#platform';
import type { Answered, Stage } from '#scenarios';

/** Keys that are shown once are drawn by chance. */
const withoutSecrets = (body: unknown): unknown =>
  body === undefined ? body : JSON.parse(JSON.stringify(body).replaceAll(/"whsec_[^"]+"/g, '"whsec_…"'));

/** A stage that keeps what it was answered. */
export const answering = (stage: Stage): { readonly stage: Stage; readonly answers: readonly Answered[] } => {
  const answers: Answered[] = [];
  const listening: Stage = {
    operations: stage.operations,
    settled: () => stage.settled(),
    ask: async (call, asking) => {
      const { status, body } = await stage.ask(call, asking);
      answers.push({ status, body: withoutSecrets(body) });
      return { status, body };
    },
  };
  return { stage: listening, answers };
};

/**
 * Columns that hold places in a log. Contexts tell one another things side by side: which of two is noted first may
 * differ from run to run, in one process too.
 */
const places = new Set(['position', 'through']);

/** What is not there and what is null are the same, in memory and in a table. */
const withoutPlaces = (row: object): object =>
  Object.fromEntries(Object.entries(row).filter(([column, value]) => !places.has(column) && (value ?? null) !== null));

/** Fingerprint of each read model's rows, wherever its events lie in the log. */
export const stateOf = async (
  { models }: Pick<Stores, 'models'>,
  contexts: readonly ContextParts[],
): Promise<Readonly<Record<string, string>>> => {
  const fingerprints = contexts
    .flatMap(({ projections }) => projections)
    .map(async ({ name, tables }) => {
      const hash = createHash('sha256');
      for (const table of tables) {
        const rows = await models.find(everyScheme, table);
        const lines = rows.map(row => stable(withoutPlaces(row)));
        hash.update([table.name, ...lines.sort(), ''].join('\n'));
      }
      return [name, hash.digest('hex')] as const;
    });
  return Object.fromEntries(await Promise.all(fingerprints));
};
