import { join } from 'node:path';
import { destroyKeys, erasureGrounds, forgetPerson } from '#audit';
import { CommandRefused, shards } from '#eventstore';
import { SystemClock } from '#kernel';
import { exitCode, UsageError } from '../../exit.js';
import { localConfiguration, withStores } from '../../local.js';

export interface ForgetArguments {
  readonly by: string;
  readonly approvedBy: string;
  readonly ground: string;
  readonly json?: boolean;
}

/** Who was forgotten, kept apart from the database. */
export const erasureRegister = (dataDir: string): string => join(dataDir, 'erasures.jsonl');

/** Destroys every key of a person (or of an endpoint, a funder): what they sealed is unreadable from then on. */
export const forget = (person: string, { by, approvedBy, ground, json }: ForgetArguments): Promise<number> => {
  const chosen = erasureGrounds.find(one => one === ground);
  if (!chosen) throw new UsageError(`--ground is one of ${erasureGrounds.join(', ')}`);
  return withStores(async ({ decisions, keys }) => {
    const register = erasureRegister(localConfiguration().dataDir);
    const request = { person, ground: chosen, decidedBy: by, approvedBy };
    try {
      const within = { contexts: shards, destroy: (subject: string) => destroyKeys(keys, shards, subject) };
      await forgetPerson(request, { decisions, keys: within, register, now: new SystemClock().now() });
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error;
      process.stderr.write(`${error.refusal.reason}\n`);
      return exitCode.failed;
    }
    process.stdout.write(
      json
        ? `${JSON.stringify({ forgotten: person })}\n`
        : `${person}: oublié(e), les montants restent / forgotten, amounts stay\n`,
    );
    return exitCode.ok;
  });
};
