import { join } from 'node:path';
import { erasureGrounds, forgetPerson } from '#audit';
import { CommandRefused, shards } from '#eventstore';
import { SystemClock } from '#kernel';
import { KeysOfStores } from '#platform';
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

/**
 * Destroys every key of a person (or of an endpoint, a funder): what they sealed is unreadable from then on. Services that
 * run meanwhile find it in their logs, and drop what they had opened.
 */
export const forget = (person: string, { by, approvedBy, ground, json }: ForgetArguments): Promise<number> => {
  const chosen = erasureGrounds.find(one => one === ground);
  if (!chosen) throw new UsageError(`--ground is one of ${erasureGrounds.join(', ')}`);
  return withStores(async ({ decisions, keys }) => {
    const within = new KeysOfStores(shards, { keys, decisions });
    const register = erasureRegister(localConfiguration().dataDir);
    const request = { person, ground: chosen, decidedBy: by, approvedBy };
    try {
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
