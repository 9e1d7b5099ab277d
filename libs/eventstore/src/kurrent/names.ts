import type { Shard } from '../event-log.js';

/** Before every name, unless said: several federations can share a server under prefixes of their own. */
export const usualPrefix = 'entraide/';

/** How the streams of one shard are called on the server. */
export class StreamNames {
  /** Begins the name of every stream that holds events of the shard, and of no other. */
  readonly events: string;
  /** One record per group of commands stored together: where each begins and ends. Its revision is the head's lock. */
  readonly ledger: string;
  /** Begins the name of every stream that holds a command. */
  readonly commands: string;

  constructor(prefix: string, shard: Shard) {
    this.events = `${prefix}${shard}:`;
    this.ledger = `${prefix}${shard}!ledger`;
    this.commands = `${prefix}${shard}!command-`;
  }

  ofStream(stream: string): string {
    return this.events + stream;
  }

  /** Holds one record, once the command was carried out: that it can be begun only once is what makes it unrepeatable. */
  ofCommand(commandId: string): string {
    return this.commands + commandId;
  }
}
