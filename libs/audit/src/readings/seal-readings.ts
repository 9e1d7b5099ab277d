import { type Decisions, type Metadata, uuid5In } from '#eventstore';
import type { Instant } from '#kernel';
import type { Readings } from '#platform';
import { readingsDecider, readingsStream } from './readings.decider.js';

const commandIdIn = uuid5In('5a0c58a2-4c0f-5b7e-8f0e-2b1f6f7f9d11');

/** The log of readings is shorter than it was when it was last recorded: somebody cut it off. */
export class ReadingsCutOff extends Error {}

/**
 * Records where the log of readings stands, where it has grown since it was last recorded.
 * @throws ReadingsCutOff
 */
export const sealReadings = async (decisions: Decisions, readings: Readings, now: Instant): Promise<void> => {
  const last = await readings.last();
  const { entries: sealed } = await decisions.latestStateOf('audit', readingsStream, readingsDecider);
  if ((last?.number ?? 0) < sealed) throw new ReadingsCutOff(`${last?.number ?? 0} readings, and there were ${sealed}`);
  if (!last) return;
  const command = { entries: last.number, head: last.hash.toString('hex'), on: now.slice(0, 10) };
  await decisions.decide('audit', readingsStream, readingsDecider, command, metadataOf(command, now));
};

const metadataOf = ({ entries, head }: { entries: number; head: string }, recordedAt: Instant): Metadata => {
  const commandId = commandIdIn(`${entries}|${head}`);
  return { commandId, scheme: '*', actor: { id: 'system:audit', role: 'system' }, correlation: commandId, recordedAt };
};
