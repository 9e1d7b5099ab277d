import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type DataKeys, type Decisions, type EventLog, type Metadata, type Shard, shards, uuid5In } from '#eventstore';
import type { Instant } from '#kernel';
import type { PersonalKeys } from '#platform';
import type { DecideErasure, ErasureCommand } from './erasure.commands.js';
import { erasureDecider, erasureStream } from './erasure.decider.js';

const commandIdIn = uuid5In('b6b0f7f6-5f0a-5c0e-9a34-1b8a9d2f4c77');

export interface Forgetting {
  readonly decisions: Decisions;
  readonly keys: Pick<PersonalKeys, 'contexts' | 'destroy'>;
  /**
   * Lines of who was forgotten, kept apart from the database: whoever restores a backup from before forgets them again.
   */
  readonly register: string;
  readonly now: Instant;
}

/**
 * Decides, destroys, records, in this order: whoever is interrupted does it again and nothing is left half forgotten.
 * @returns contexts whose keys are out of reach here. While there are any the person is not recorded as forgotten.
 * @throws CommandRefused
 */
export const forgetPerson = async (
  request: Pick<DecideErasure, 'person' | 'ground' | 'decidedBy' | 'approvedBy'>,
  { decisions, keys, register, now }: Forgetting,
): Promise<readonly Shard[]> => {
  const { person } = request;
  const on = now.slice(0, 10);
  const decide = (command: ErasureCommand) =>
    decisions.decide(
      'audit',
      erasureStream(person),
      erasureDecider,
      command,
      metadataOf(command, request.decidedBy, now),
    );
  await decide({ type: 'DecideErasure', decidedOn: on, ...request });
  await mkdir(dirname(register), { recursive: true });
  await appendFile(register, `${JSON.stringify({ person, on })}\n`);
  await keys.destroy(person);
  const remaining = shards.filter(shard => !keys.contexts.includes(shard));
  if (remaining.length === 0) await decide({ type: 'RecordDestruction', person, contexts: [...shards], on });
  return remaining;
};

export const destroyKeys = async (keys: DataKeys, contexts: readonly Shard[], person: string): Promise<void> => {
  for (const context of contexts) await keys.destroy(context, person);
};

/** Everybody who was ever forgotten: by the register, and by the log. */
export const forgottenPersons = async (log: EventLog, register: string): Promise<ReadonlySet<string>> => {
  const persons = new Set<string>();
  const lines = await readFile(register, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  for (const line of lines.split('\n')) if (line !== '') persons.add((JSON.parse(line) as { person: string }).person);
  for await (const events of log.scan('audit', { types: ['audit.ErasureDecided'] }))
    for (const { type, clear } of events)
      if (type === 'audit.ErasureDecided')
        persons.add((JSON.parse(Buffer.from(clear).toString('utf8')) as { person: string }).person);
  return persons;
};

const metadataOf = ({ type, person }: ErasureCommand, by: string, recordedAt: Instant): Metadata => {
  const commandId = commandIdIn(`${type}|${person}`);
  return {
    commandId,
    scheme: '*',
    actor: { id: by, role: 'privacy-officer' },
    correlation: commandIdIn(person),
    recordedAt,
  };
};
