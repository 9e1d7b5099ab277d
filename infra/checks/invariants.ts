import type { EventCodec, RecordedEvent, StoredEvent } from '#eventstore';
import type { ContextParts, Stores } from '#platform';
import { type Acknowledged, checkAcknowledged } from './invariants/acknowledged.js';
import { BalancedPostings } from './invariants/balanced-postings.js';
import { Ceilings } from './invariants/ceilings.js';
import { ClaimAmounts } from './invariants/claim-amounts.js';
import { checkCommandRows } from './invariants/command-rows.js';
import { DeliveriesInOrder } from './invariants/deliveries-in-order.js';
import { Findings, type Report } from './invariants/findings.js';
import { FundBalances } from './invariants/fund-balances.js';
import { checkJournals } from './invariants/journal-tables.js';
import type { LogInvariant } from './invariants/log-invariant.js';
import { LogShape } from './invariants/log-shape.js';
import { NoticesQueued } from './invariants/notices-queued.js';
import { PaidOnce } from './invariants/paid-once.js';
import { checkCheckpoints, checkReplay } from './invariants/replay-equals-live.js';
import { WholeAmounts } from './invariants/whole-amounts.js';

export type { Acknowledged } from './invariants/acknowledged.js';
export type { Report, Violation } from './invariants/findings.js';

export interface InvariantsAsked {
  readonly stores: Pick<Stores, 'log' | 'codec' | 'keys' | 'models'>;
  readonly contexts: readonly Pick<ContextParts, 'shard' | 'projections'>[];
  /** Deliveries that were answered with 200 while the log was written. */
  readonly acknowledged?: readonly Acknowledged[];
}

/**
 * What must be true of a federation's logs and read models, whatever happened to the machines under them. Reads every
 * event once and replays every projection; writes nothing. To be asked when nobody writes.
 */
export const checkInvariants = async ({ stores, contexts, acknowledged = [] }: InvariantsAsked): Promise<Report> => {
  const { log, codec, models } = stores;
  const findings = new Findings();
  const shape = new LogShape(findings);
  const ofLog: readonly LogInvariant[] = [
    shape,
    ...[WholeAmounts, BalancedPostings, FundBalances, ClaimAmounts, PaidOnce, Ceilings].map(Of => new Of(findings)),
    ...[DeliveriesInOrder, NoticesQueued].map(Of => new Of(findings)),
  ];
  const shards = contexts.map(({ shard }) => shard);
  for (const shard of shards) {
    for await (const stored of log.scan(shard)) {
      for (const event of await readable(codec, stored, findings)) for (const invariant of ofLog) invariant.see(event);
    }
  }
  for (const invariant of ofLog) invariant.finish?.();
  await checkCommandRows(log, shards, shape, findings);
  await checkAcknowledged(stores, acknowledged, findings);
  const projections = contexts.flatMap(context => context.projections);
  await checkJournals(models, projections, ({ shard }) => shape.headOf(shard), findings);
  await checkReplay(stores, projections, findings);
  await checkCheckpoints(stores, shards, findings);
  return findings.report();
};

/** Events whose bytes can still be read; one that cannot is named, and the others are looked at all the same. */
const readable = async (
  codec: EventCodec,
  stored: readonly StoredEvent[],
  findings: Findings,
): Promise<readonly RecordedEvent[]> => {
  const { shard } = stored[0]!;
  const opened = await codec.open(shard, stored).catch(() => undefined);
  if (opened) return opened;
  const read: RecordedEvent[] = [];
  for (const event of stored) {
    const one = await codec.open(shard, [event]).catch((error: Error) => error);
    if (!(one instanceof Error)) read.push(...one);
    else findings.violated('readable', `${shard} ${event.position} (${event.type}): ${one.message}`);
  }
  return read;
};
