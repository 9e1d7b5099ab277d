import { parseArgs } from 'node:util';

export interface CrashOptions {
  readonly serverKills: number;
  readonly postgresKills: number;
  /** Of the event log's own server; none without one that is started here. */
  readonly logKills: number;
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
  /** A built program to be started as that server, and killed too: it is told a port and a file, and says its address. */
  readonly logServer?: string;
}

export class UsageError extends Error {}

const full = { serverKills: 20, postgresKills: 20, logKills: 20, members: 600, rate: 60 };
const quick = { serverKills: 3, postgresKills: 3, logKills: 3, members: 150, rate: 60 };

/** @throws UsageError */
export const crashOptions = (args: readonly string[]): CrashOptions => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'server-kills': { type: 'string' },
        'postgres-kills': { type: 'string' },
        'log-kills': { type: 'string' },
        seed: { type: 'string' },
        members: { type: 'string' },
        rate: { type: 'string' },
        quick: { type: 'boolean' },
        keep: { type: 'string' },
        from: { type: 'string' },
        'event-log': { type: 'string' },
        'log-server': { type: 'string' },
      },
    });
    const usual = values.quick ? quick : full;
    const { 'event-log': eventLog, 'log-server': logServer } = values;
    if (eventLog !== undefined && logServer !== undefined)
      throw new UsageError(
        'the event log is on a server that runs, --event-log, or on one to be started, --log-server',
      );
    const logKills = whole('log-kills', values['log-kills'], logServer === undefined ? 0 : usual.logKills);
    if (logKills > 0 && logServer === undefined) throw new UsageError('--log-kills is of the server of --log-server');
    return {
      serverKills: whole('server-kills', values['server-kills'], usual.serverKills),
      postgresKills: whole('postgres-kills', values['postgres-kills'], usual.postgresKills),
      logKills,
      seed: whole('seed', values.seed, 42),
      members: whole('members', values.members, usual.members),
      rate: whole('rate', values.rate, usual.rate),
      ...(values.keep === undefined ? {} : { keep: values.keep }),
      ...(values.from === undefined ? {} : { from: values.from }),
      ...(eventLog === undefined ? {} : { eventLog }),
      ...(logServer === undefined ? {} : { logServer }),
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
