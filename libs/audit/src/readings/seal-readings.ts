import { type Decisions, type Metadata, uuid5In } from '#eventstore';
import type { Instant } from '#kernel';
import type { Readings } from '#platform';
import { readingsDecider, readingsStream } from './readings.decider.js';

const commandIdIn = uuid5In('5a0c58a2-4c0f-5b7e-8f0e-2b1f6f7f9d11');

/** Records where the log of readings stands, where it has grown since it was last recorded. */
export const sealReadings = async (decisions: Decisions, readings: Readings, now: Instant): Promise<void> => {
  const last = await readings.last();
  if (!last) return;
  const command = { entries: last.number, head: last.hash.toString('hex'), on: now.slice(0, 10) };
  await decisions.decide('audit', readingsStream, readingsDecider, command, metadataOf(command, now));
};

const metadataOf = ({ entries, head }: { entries: number; head: string }, recordedAt: Instant): Metadata => {
  const commandId = commandIdIn(`${entries}|${head}`);
  return { commandId, scheme: '*', actor: { id: 'system:audit', role: 'system' }, correlation: commandId, recordedAt };
};
