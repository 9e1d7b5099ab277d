import type { Shard } from '#eventstore';
import type { JsonSchema, Schema } from './schema.js';

/** What one message promises, for people and for machines. */
export interface Contract {
  /** `membership.coverage-changed.v1` */
  readonly type: string;
  readonly fr: string;
  readonly en: string;
  readonly data: JsonSchema;
}

/** Everything a context promises the others. */
export interface Contracts {
  readonly context: Shard;
  readonly messages: readonly Contract[];
}

type Described<Data extends object> = {
  readonly [Type in keyof Data & string]: {
    readonly fr: string;
    readonly en: string;
    readonly data: Schema<Data[Type]>;
  };
};

/** The compiler asks for each contract of the map, and for every field of its data. */
export const contractsOf = <Data extends object>(context: Shard, described: Described<Data>): Contracts => ({
  context,
  messages: Object.entries<{ fr: string; en: string; data: Schema }>(described).map(([type, { fr, en, data }]) => ({
    type,
    fr,
    en,
    data: data.json,
  })),
});
