import { type Decisions, type Metadata, type Shard, shards, uuid5In } from '#eventstore';
import type { Day, Instant } from '#kernel';
import { forgetHere, type PersonalKeys } from '#platform';
import type { ErasureCommand, ErasureRequest } from './erasure.commands.js';
import { erasureDecider, erasureStream } from './erasure.decider.js';
import { writeDown } from './register.js';

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

/**
 * Decides, and writes into the register. From then on nothing stops it: the decision in the log is said to every
 * context, also by a process that starts later.
 * @throws CommandRefused
 */
export const decideErasure = async (
  request: ErasureRequest,
  { decisions, register, now }: Pick<Forgetting, 'decisions' | 'register' | 'now'>,
): Promise<void> => {
  const on = now.slice(0, 10);
  await recordErasure(request, on, { decisions, now });
  await writeDown(register, { ...request, on });
};

/** @throws CommandRefused */
export const recordErasure = async (
  request: ErasureRequest,
  decidedOn: Day,
  { decisions, now }: Pick<Forgetting, 'decisions' | 'now'>,
): Promise<void> => {
  const { person, decidedBy } = request;
  const command: ErasureCommand = { type: 'DecideErasure', decidedOn, contexts: shards, ...request };
  const metadata = metadataOf(command.type, person, decidedBy, now);
  await decisions.decide('audit', erasureStream(person), erasureDecider, command, metadata);
};

/**
 * Decides, destroys and records in every context within reach: for whoever holds all of them, beside what runs. Those who
 * run find out from their logs, and drop what they had opened. Whoever is interrupted does it again.
 * @returns contexts out of reach. While there are any the person is not recorded as forgotten.
 * @throws CommandRefused
 */
export const forgetPerson = async (request: ErasureRequest, forgetting: Forgetting): Promise<readonly Shard[]> => {
  await decideErasure(request, forgetting);
  return destroyWithinReach(request, forgetting);
};

/** What follows from a decision that stands in the log. @returns contexts out of reach. */
export const destroyWithinReach = async (
  { person, decidedBy }: Pick<ErasureRequest, 'person' | 'decidedBy'>,
  { decisions, keys, now }: Pick<Forgetting, 'decisions' | 'keys' | 'now'>,
): Promise<readonly Shard[]> => {
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

const metadataOf = (what: string, person: string, by: string, recordedAt: Instant): Metadata => ({
  commandId: commandIdIn(`${what}|${person}`),
  scheme: '*',
  actor: { id: by, role: 'privacy-officer' },
  correlation: commandIdIn(person),
  recordedAt,
});
