import { type Decided, type Decisions, type Metadata, type Shard, uuid5In } from '#eventstore';
import type { Instant } from '#kernel';
import { printedKey } from '../../note/signed-note.js';
import type { ProofLog } from '../proof-log.js';
import { type ProofCommand, proofDecider, proofStream } from './proof-begun.decider.js';

const commandIdIn = uuid5In('c0a9c1b6-6a1b-5d0f-9b0a-0f6d8e6f2a57');

/** Records, once for each key, that a context's log is signed. */
export const rememberBegun = async (decisions: Decisions, context: Shard, proof: ProofLog, now: Instant) =>
  decide(
    decisions,
    { type: 'BeginProof', context, origin: proof.origin, key: printedKey(proof.key), on: dayOf(now) },
    now,
  );

/** Somebody answers for it that what was signed is lost: from now on it is signed anew, from its first event. */
export const giveUpProof = async (
  decisions: Decisions,
  context: Shard,
  { because, decidedBy }: { readonly because: string; readonly decidedBy: string },
  now: Instant,
): Promise<Decided> => decide(decisions, { type: 'GiveUpProof', context, because, decidedBy, on: dayOf(now) }, now);

const dayOf = (instant: Instant): string => instant.slice(0, 10);

const decide = (decisions: Decisions, command: ProofCommand, recordedAt: Instant): Promise<Decided> =>
  decisions.decide('audit', proofStream(command.context), proofDecider, command, metadataOf(command, recordedAt));

const metadataOf = (command: ProofCommand, recordedAt: Instant): Metadata => {
  const commandId = commandIdIn(`${JSON.stringify(command)} ${recordedAt}`);
  return { commandId, scheme: '*', actor: { id: 'system:audit', role: 'system' }, correlation: commandId, recordedAt };
};
