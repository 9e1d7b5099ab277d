import type { Shard } from '#eventstore';
import type { Stores } from './stores.js';

/** Keys that open what names and treats people, as far as this process holds them. */
export abstract class PersonalKeys {
  /** Contexts whose keys are within reach. */
  abstract readonly contexts: readonly Shard[];
  /** Destroys every key of a person there, and what was opened with it in memory. */
  abstract destroy(person: string): Promise<void>;
}

export class KeysOfStores extends PersonalKeys {
  constructor(
    readonly contexts: readonly Shard[],
    private readonly stores: Pick<Stores, 'keys' | 'decisions'>,
  ) {
    super();
  }

  async destroy(person: string): Promise<void> {
    for (const context of this.contexts) await this.stores.keys.destroy(context, person);
    this.stores.decisions.forgetStates();
  }
}
