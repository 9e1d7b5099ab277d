import type { Patience } from '#eventstore';
import type { Message } from './message.js';
import type { Transport } from './transport.js';

/** One medium, fresh for each test. */
export interface Medium {
  /** Somebody who speaks and listens; several may be open at once when the medium remembers. */
  open(): Promise<Transport>;
  close?(): Promise<void>;
}

export interface MediumKind {
  /** Whether it keeps what was said for those who come later, and is shared between processes. */
  readonly remembers: boolean;
  readonly make: (patience: Patience) => Promise<Medium>;
  /** How long a step may take. @unit milliseconds */
  readonly patience_ms: number;
}

export const said = (stream: string, revision: number, data: unknown = { revision }): Message => ({
  id: `${stream}/${revision}`,
  type: 'contributions.premium-paid.v1',
  source: 'contributions',
  stream,
  revision,
  scheme: 'kaya',
  effectiveAt: '2026-03-01',
  recordedAt: '2026-03-01T10:00:00.000Z',
  correlation: 'c-1',
  cause: 'e-1',
  data,
});

export const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

/** Versions in the order in which each was first heard, by stream. */
export const firstHeard = (messages: readonly Message[]): Record<string, number[]> => {
  const heard: Record<string, number[]> = {};
  for (const { stream, revision } of messages) {
    const of = (heard[stream] ??= []);
    if (!of.includes(revision)) of.push(revision);
  }
  return heard;
};
