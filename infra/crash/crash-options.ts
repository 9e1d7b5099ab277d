import { parseArgs } from 'node:util';

export interface CrashOptions {
  readonly serverKills: number;
  readonly postgresKills: number;
  readonly seed: number;
  readonly members: number;
  /** Deliveries started per second. */
  readonly rate: number;
  /** Where the federation is kept afterwards; a folder that is removed when all is well unless said. */
  readonly keep?: string;
  /** A DATA_DIR that was seeded with the same seed and members, to start from a copy of it. */
  readonly from?: string;
  /** Where the event log is kept, if not in PostgreSQL: a server that nobody kills. */
  readonly eventLog?: string;
}

export class UsageError extends Error {}

const full = { serverKills: 20, postgresKills: 20, members: 600, rate: 60 };
const quick = { serverKills: 3, postgresKills: 3, members: 150, rate: 60 };

/** @throws UsageError */
export const crashOptions = (args: readonly string[]): CrashOptions => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'server-kills': { type: 'string' },
        'postgres-kills': { type: 'string' },
        seed: { type: 'string' },
        members: { type: 'string' },
        rate: { type: 'string' },
        quick: { type: 'boolean' },
        keep: { type: 'string' },
        from: { type: 'string' },
        'event-log': { type: 'string' },
      },
    });
    const usual = values.quick ? quick : full;
    return {
      serverKills: whole('server-kills', values['server-kills'], usual.serverKills),
      postgresKills: whole('postgres-kills', values['postgres-kills'], usual.postgresKills),
      seed: whole('seed', values.seed, 42),
      members: whole('members', values.members, usual.members),
      rate: whole('rate', values.rate, usual.rate),
      ...(values.keep === undefined ? {} : { keep: values.keep }),
      ...(values.from === undefined ? {} : { from: values.from }),
      ...(values['event-log'] === undefined ? {} : { eventLog: values['event-log'] }),
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message);
  }
};

const whole = (name: string, text: string | undefined, usual: number): number => {
  const value = text === undefined ? usual : Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new UsageError(`--${name} is a whole number`);
  return value;
};
