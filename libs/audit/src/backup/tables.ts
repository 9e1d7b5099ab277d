import { type Shard, shards } from '#eventstore';

/** What a table is in a backup. Keys are apart: they are what makes a backup remember a person. */
export type Part = 'facts' | 'keys';

export interface CopiedTable {
  readonly name: string;
  readonly part: Part;
  /** Column that says in which order its rows go back. */
  readonly order?: string;
}

/** Everything that cannot be made again: facts, who read what, where subscriptions stand, and wrapped keys. Read models can be. */
export const copiedTables: readonly CopiedTable[] = [
  { name: 'es.reading', part: 'facts', order: 'number' },
  ...shards.flatMap((shard: Shard): CopiedTable[] => [
    { name: `es.event_${shard}`, part: 'facts' },
    { name: `es.command_${shard}`, part: 'facts' },
    { name: `es.head_${shard}`, part: 'facts' },
    { name: `${shard}.checkpoint`, part: 'facts' },
    { name: `${shard}.parked`, part: 'facts' },
    { name: `${shard}.data_key`, part: 'keys' },
  ]),
];

export const fileOf = ({ name, part }: CopiedTable): string => `${part}/${name}.copy`;
export const manifestFile = 'backup.json';

export interface BackupManifest {
  readonly takenAt: string;
  /** SHA-256 of each file, hex. */
  readonly files: Readonly<Record<string, string>>;
}
