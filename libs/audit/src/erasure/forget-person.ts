import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type DataKeys, type Decisions, type EventLog, type Metadata, type Shard, shards, uuid5In } from '#eventstore';
import type { Instant } from '#kernel';
import { forgetHere, type PersonalKeys } from '#platform';
import type { DecideErasure, ErasureCommand } from './erasure.commands.js';
import { erasureDecider, erasureStream } from './erasure.decider.js';

const commandIdIn = uuid5In('b6b0f7f6-5f0a-5c0e-9a34-1b8a9d2f4c77');

export interface Forgetting {
  readonly decisions: Decisions;
  readonly keys: Pick<PersonalKeys, 'contexts' | 'destroyIn'>;
  /**
   * Lines of who was forgotten, kept apart from the database: whoever restores a backup from before forgets them again.
   */
  readonly register: string;
  readonly now: Instant;
}

export type ErasureRequest = Pick<DecideErasure, 'person' | 'ground' | 'decidedBy' | 'approvedBy'>;

/**
 * Decides, and writes into the register. From then on nothing stops it: the decision in the log is said to every
 * context, also by a process that starts later.
 * @throws CommandRefused
 */
export const decideErasure = async (
  request: ErasureRequest,
  { decisions, register, now }: Pick<Forgetting, 'decisions' | 'register' | 'now'>,
): Promise<void> => {
  const { person } = request;
  const on = now.slice(0, 10);
  const command: ErasureCommand = { type: 'DecideErasure', decidedOn: on, contexts: shards, ...request };
  const metadata = metadataOf(command.type, person, request.decidedBy, now);
  await decisions.decide('audit', erasureStream(person), erasureDecider, command, metadata);
  await mkdir(dirname(register), { recursive: true });
  await appendFile(register, `${JSON.stringify({ person, on })}\n`);
};

/**
 * Decides, destroys and records in every context within reach: for whoever holds all of them, beside what runs. Those who
 * run find out from their logs, and drop what they had opened. Whoever is interrupted does it again.
 * @returns contexts out of reach. While there are any the person is not recorded as forgotten.
 * @throws CommandRefused
 */
export const forgetPerson = async (request: ErasureRequest, forgetting: Forgetting): Promise<readonly Shard[]> => {
  const { decisions, keys, now } = forgetting;
  const { person, decidedBy } = request;
  await decideErasure(request, forgetting);
  for (const shard of keys.contexts)
    if (shard === 'audit') await keys.destroyIn(shard, person);
    else
      await forgetHere({ decisions, keys }, shard, person, metadataOf(`ForgetHere|${shard}`, person, decidedBy, now));
  const on = now.slice(0, 10);
  const command: ErasureCommand = { type: 'RecordDestruction', person, contexts: keys.contexts, on };
  const metadata = metadataOf(`${command.type}|${keys.contexts.join()}`, person, decidedBy, now);
  await decisions.decide('audit', erasureStream(person), erasureDecider, command, metadata);
  return shards.filter(shard => !keys.contexts.includes(shard));
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

const metadataOf = (what: string, person: string, by: string, recordedAt: Instant): Metadata => ({
  commandId: commandIdIn(`${what}|${person}`),
  scheme: '*',
  actor: { id: by, role: 'privacy-officer' },
  correlation: commandIdIn(person),
  recordedAt,
});
