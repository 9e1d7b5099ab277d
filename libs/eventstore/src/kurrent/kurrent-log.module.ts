import type { EventLog, Shard } from '../event-log.js';
import { KurrentEventLog } from './kurrent-event-log.js';

const address = /^(kurrentdb|kurrent|kdb|esdb)(\+discover)?:\/\/\S+$/;

/** Whether a text is a connection string of a log that is not in the database of the rest. */
export const isLogAddress = (text: string): boolean => address.test(text);

/** How such addresses begin, for whoever is told what is expected. */
export const logAddressExample = 'kurrentdb://user:password@host:2113?tls=true';

export interface LogElsewhere {
  readonly url: string;
  /** Begins the name of everything that is written there. */
  readonly prefix?: string;
  /** For who may read and not write, such as an auditor. False unless said. */
  readonly readOnly?: boolean;
}

/**
 * Opens the log that an address names, for some contexts. Everything else they keep stays in their database.
 * @throws LogUnsuitable when the server lacks what a log needs or lets nobody in. LogUnavailable
 */
export const openLogElsewhere = async (
  { url, ...options }: LogElsewhere,
  shards: readonly Shard[],
): Promise<EventLog> => {
  const log = new KurrentEventLog({ ...options, urlOf: () => url });
  try {
    await log.open(shards);
    return log;
  } catch (error) {
    await log.close();
    throw error;
  }
};
