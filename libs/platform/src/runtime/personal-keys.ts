import type { Shard, StoredEvent } from '#eventstore';
import { forgottenType } from '../forgetting/forgotten.decider.js';
import type { Stores } from './stores.js';

/** Keys that open what names and treats people, as far as this process holds them. */
export abstract class PersonalKeys {
  /** Contexts whose keys are within reach. */
  abstract readonly contexts: readonly Shard[];
  /** Destroys every key of a person in one of them, and what was opened with it in memory. */
  abstract destroyIn(context: Shard, person: string): Promise<void>;
  /** Destroys every key of a person in all of them. */
  abstract destroy(person: string): Promise<void>;
  /** Events found in the log: where another process forgot somebody, nothing opened stays here either. */
  abstract notice(events: readonly StoredEvent[]): void;
}

export class KeysOfStores extends PersonalKeys {
  constructor(
    readonly contexts: readonly Shard[],
    private readonly stores: Pick<Stores, 'keys' | 'decisions'>,
  ) {
    super();
  }

  async destroyIn(context: Shard, person: string): Promise<void> {
    await this.stores.keys.destroy(context, person);
    this.stores.decisions.forgetStates();
  }

  async destroy(person: string): Promise<void> {
    for (const context of this.contexts) await this.destroyIn(context, person);
  }

  notice(events: readonly StoredEvent[]): void {
    const forgotten = events.filter(({ shard, type }) => type === forgottenType(shard));
    for (const { shard, clear } of forgotten) {
      const { person } = JSON.parse(Buffer.from(clear).toString('utf8')) as { person: string };
      this.stores.keys.forgetOpened(shard, person);
    }
    if (forgotten.length > 0) this.stores.decisions.forgetStates();
  }
}
